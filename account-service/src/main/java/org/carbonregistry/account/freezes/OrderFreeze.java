package org.carbonregistry.account.freezes;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;

/**
 * Freezes units by order of an authority. It takes the lock that movers of these units take (the account's row, or the
 * blocks' rows), so that no movement is between the order and its time: what moved, moved before. A crash before the commit
 * leaves no freeze; the registrar's repeat under the same externalId gets the first answer.
 */
@Singleton
class OrderFreeze {

    /** The freeze, and whether this was a repeat. */
    record Answer(Freeze freeze, boolean replayed) {}

    private static final String LOCK_ACCOUNT = "select kind from account where id = $1 for no key update";
    private static final String LOCK_PROJECT = "select * from block where project = $1 order by id for update";
    private static final String LOCK_BLOCKS = "select * from block where name = any($1) order by id for update";
    /** Database time, but never before what moved before: the clock may have been put back meanwhile. */
    private static final String NOW =
            """
            select greatest(
              clock_timestamp(),
              (select max(m.recorded_at) from block b join movement m on m.block_id = b.id and m.number = b.next_number - 1
               where b.name = any($1) or b.project = $2),
              (select max(m.recorded_at) from movement m where m.from_account = $3))
            """;

    private final Retrying retrying;
    private final Freezes freezes;

    OrderFreeze(Retrying retrying, Freezes freezes) {
        this.retrying = retrying;
        this.freezes = freezes;
    }

    Uni<Answer> order(Freeze.Request request, String actor) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        request.requireShape();
        byte[] fingerprint = Fingerprint.of(request);
        return retrying.inTransaction(c -> freezes.byExternalId(c, request.externalId())
                .chain(before -> before == null
                        ? freeze(c, request, fingerprint, actor)
                        : Uni.createFrom().item(repeat(before, fingerprint))));
    }

    private static Answer repeat(Freeze before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another freeze",
                    "/externalId");
        }
        return new Answer(before, true);
    }

    private Uni<Answer> freeze(SqlConnection c, Freeze.Request r, byte[] fingerprint, String actor) {
        return locked(c, r).chain(ranges -> now(c, r).chain(time -> {
            Freeze freeze = new Freeze(
                    UUID.randomUUID(),
                    r.externalId(),
                    fingerprint,
                    r.account() != null ? "account" : r.project() != null ? "project" : "units",
                    r.account() == null
                            ? null
                            : AccountNumber.parse(r.account()).getAsLong(),
                    r.project(),
                    r.serials() == null ? List.of() : r.serials(),
                    r.authority(),
                    r.reason(),
                    r.evidenceSha256(),
                    actor,
                    time,
                    null,
                    null,
                    null);
            return freezes.insert(c, freeze, ranges).replaceWith(new Answer(freeze, false));
        }));
    }

    /** When it is ordered, read under its locks. */
    private static Uni<Instant> now(SqlConnection c, Freeze.Request r) {
        String[] names = r.serials() == null
                ? new String[0]
                : serials(r.serials()).stream()
                        .map(SerialRange::blockName)
                        .distinct()
                        .toArray(String[]::new);
        Long account = r.account() == null
                ? null
                : Long.valueOf(AccountNumber.parse(r.account()).getAsLong());
        return c.preparedQuery(NOW)
                .execute(Tuple.tuple()
                        .addArrayOfString(names)
                        .addString(r.project())
                        .addLong(account))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    /** Takes the locks; answers with the ranges of an order about units. */
    private static Uni<List<Units>> locked(SqlConnection c, Freeze.Request r) {
        if (r.account() != null) {
            OptionalLong number = AccountNumber.parse(r.account());
            Refused unknown =
                    new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + r.account(), "/account");
            if (number.isEmpty()) {
                throw unknown;
            }
            return c.preparedQuery(LOCK_ACCOUNT)
                    .execute(Tuple.of(number.getAsLong()))
                    .map(rows -> {
                        if (rows.rowCount() == 0) {
                            throw unknown;
                        }
                        return List.of();
                    });
        }
        if (r.project() != null) {
            return c.preparedQuery(LOCK_PROJECT).execute(Tuple.of(r.project())).map(rows -> {
                if (rows.rowCount() == 0) {
                    throw new Refused(
                            AccountRefusal.UNKNOWN_PROJECT,
                            "no units of project " + r.project() + " exist",
                            "/project");
                }
                return List.of();
            });
        }
        List<SerialRange> serials = serials(r.serials());
        String[] names = serials.stream().map(SerialRange::blockName).distinct().toArray(String[]::new);
        return c.preparedQuery(LOCK_BLOCKS)
                .execute(Tuple.tuple().addArrayOfString(names))
                .map(rows -> units(serials, rows));
    }

    private static List<SerialRange> serials(List<String> texts) {
        List<SerialRange> serials = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            try {
                serials.add(SerialRange.parse(texts.get(i)));
            } catch (IllegalArgumentException e) {
                throw new Refused(AccountRefusal.UNKNOWN_SERIAL, e.getMessage(), "/serials/" + i);
            }
        }
        return serials;
    }

    private static List<Units> units(List<SerialRange> serials, Iterable<Row> rows) {
        Map<String, Block> blocks = new HashMap<>();
        rows.forEach(row -> blocks.put(row.getString("name"), BlockLocks.block(row)));
        List<Units> units = new ArrayList<>(serials.size());
        for (int i = 0; i < serials.size(); i++) {
            Units named = Book.named(serials.get(i), blocks.get(serials.get(i).blockName()), "/serials/" + i);
            for (Units before : units) {
                if (before.block() == named.block() && before.range().overlaps(named.range())) {
                    throw new Refused(
                            AccountRefusal.REPEATED_UNITS,
                            serials.get(i) + " shares units with another range of this order",
                            "/serials/" + i);
                }
            }
            units.add(named);
        }
        return units;
    }
}
