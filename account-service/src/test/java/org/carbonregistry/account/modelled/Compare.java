package org.carbonregistry.account.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.account.modelled.Model.Title;
import org.carbonregistry.events.serial.UnitRange;

/** Everything that can be read of a world, when nothing goes on in it, against its model. */
final class Compare {

    private final Cluster cluster;
    private final Model model;
    private final Published published;

    Compare(Cluster cluster, Model model) {
        this.cluster = cluster;
        this.model = model;
        this.published = new Published(cluster, model);
    }

    void all() {
        holdings();
        registers();
        positions();
        published.all();
        same("dead letters", 0L, cluster.number("select count(*) from dead_letter"));
        JsonNode audit = new Door(cluster, new Random(), 0, true).get(Known.AUDITOR, "/v1/audit");
        if (!audit.path("clean").asBoolean()) {
            throw new Wrong("the audit found: " + audit.path("findings"));
        }
    }

    static void same(String what, Object model, Object service) {
        if (!model.equals(service)) {
            throw new Wrong(what + ": the model says " + model + ", the service " + service);
        }
    }

    /** Every unit is exactly once somewhere, under the title it has in the model. */
    private void holdings() {
        Map<String, Map<Title, BitSet>> rows = new HashMap<>();
        Map<String, BitSet> once = new HashMap<>();
        rows(
                "select b.name, h.account_id, h.reserved_for, h.held_for, h.first_unit, h.last_unit"
                        + " from holding h join block b on b.id = h.block_id where b.program = '" + Draw.PROGRAM
                        + "' and b.block_number >= " + model.firstBlock(),
                row -> {
                    String block = row.getString(1);
                    if (!model.blocks.containsKey(block)) {
                        return;
                    }
                    BitSet units = Model.bits(new UnitRange(row.getLong(5), row.getLong(6)));
                    BitSet before = once.computeIfAbsent(block, b -> new BitSet());
                    if (before.intersects(units)) {
                        throw new Wrong("units of " + block + " are held twice: " + units);
                    }
                    before.or(units);
                    Title title =
                            new Title("A" + row.getLong(2), row.getObject(3, UUID.class), row.getObject(4, UUID.class));
                    rows.computeIfAbsent(block, b -> new HashMap<>())
                            .computeIfAbsent(title, t -> new BitSet())
                            .or(units);
                });
        model.blocks.forEach((name, block) -> {
            Map<Title, BitSet> expected = new HashMap<>();
            for (int unit = 1; unit < block.titles().length; unit++) {
                expected.computeIfAbsent(block.titles()[unit], t -> new BitSet())
                        .set(unit);
            }
            same("who holds the units of " + name, expected, rows.get(name));
        });
    }

    private void registers() {
        Map<String, String> accounts = new TreeMap<>();
        model.accounts.forEach((id, a) -> accounts.put(id, a.status));
        Map<String, String> expected = new TreeMap<>();
        model.offers.forEach((id, o) -> expected.put("transfer " + id, o.status));
        model.holds.forEach((id, h) -> expected.put(
                "hold " + id, h.status + " " + h.settled + " " + h.released + " " + h.left() + " under " + h.mandate));
        model.mandates.forEach((id, m) -> expected.put("mandate " + id, m.used + " used, revoked " + m.revoked));
        model.freezes.forEach((id, f) -> expected.put("freeze " + id, "released by " + f.releasedBy));
        model.trades.forEach(id -> expected.put("settlement " + id, "settled"));
        Map<String, String> found = new TreeMap<>();
        String ours =
                "(select id from account where organisation in ('" + String.join("','", model.organisations) + "'))";
        rows(
                "select 'transfer ' || id, status from transfer where from_account in " + ours
                        + " union all select 'hold ' || id, concat(status, ' ', settled, ' ', released, ' ',"
                        + " quantity - settled - released, ' under ', coalesce(mandate::text, 'null'))"
                        + " from hold where account_id in " + ours
                        + " union all select 'mandate ' || id, concat(used, ' used, revoked ', case when revoked_at is"
                        + " null then 'false' else 'true' end) from mandate where account_id in "
                        + ours
                        + " union all select 'settlement ' || id, 'settled' from settlement where venue in ('"
                        + String.join("','", model.organisations) + "')",
                row -> found.put(row.getString(1), row.getString(2)));
        rows("select id, coalesce(released_by, 'null') from freeze_order", row -> {
            if (model.freezes.containsKey(row.getObject(1, UUID.class))) {
                found.put("freeze " + row.getString(1), "released by " + row.getString(2));
            }
        });
        Map<String, String> statuses = new TreeMap<>();
        rows(
                "select 'A' || id, status from account where id in " + ours + " or program = '" + Draw.PROGRAM + "'",
                row -> statuses.put(row.getString(1), row.getString(2)));
        same("accounts", accounts, statuses);
        expected.forEach((what, is) -> same(what, is, String.valueOf(found.remove(what))));
        if (!found.isEmpty()) {
            throw new Wrong("these are there, but nobody was told of them: " + found);
        }
    }

    /** What holders are shown: per block available, reserved, on hold, and how many of each are frozen. */
    private void positions() {
        Door door = new Door(cluster, new Random(), 0, true);
        for (Model.Account account : model.accounts.values()) {
            if (account.organisation == null) {
                continue;
            }
            Map<String, String> expected = new TreeMap<>();
            model.blocks.forEach((name, block) -> {
                long[] n = new long[6];
                for (int unit = 1; unit < block.titles().length; unit++) {
                    Title title = block.titles()[unit];
                    if (title.account().equals(account.id)) {
                        int kept = title.offer() != null ? 1 : title.hold() != null ? 2 : 0;
                        n[kept]++;
                        n[kept + 3] += model.isFrozen(account.id, block, unit) ? 1 : 0;
                    }
                }
                if (n[0] + n[1] + n[2] > 0) {
                    expected.put(name, n[0] + " " + n[1] + " " + n[2] + ", frozen " + n[3] + " " + n[4] + " " + n[5]);
                }
            });
            Map<String, String> shown = new TreeMap<>();
            door.get(Known.AUDITOR, "/v1/accounts/" + account.id + "/positions?limit=1000")
                    .path("items")
                    .forEach(p -> shown.put(
                            p.path("block").asText(),
                            p.path("available").asLong() + " "
                                    + p.path("reserved").asLong() + " "
                                    + p.path("onHold").asLong() + ", frozen "
                                    + p.path("availableFrozen").asLong() + " "
                                    + p.path("reservedFrozen").asLong() + " "
                                    + p.path("onHoldFrozen").asLong()));
            same("positions of " + account.id, expected, shown);
        }
    }

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Row each) {
        rows(cluster, sql, each);
    }

    static void rows(Cluster cluster, String sql, Row each) {
        try (Connection c = cluster.connection();
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
