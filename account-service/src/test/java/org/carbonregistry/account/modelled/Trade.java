package org.carbonregistry.account.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;

/** A trade that a venue settles, or only tries. */
record Trade(String tradeId, Person who, List<Leg> legs, boolean dryRun, String price) implements Command {

    record Leg(UUID hold, long quantity, String buyer, boolean releasesRest) {}

    @Override
    public Answer send(Door door) {
        if (legs.size() == 1 && tradeId.hashCode() % 2 == 0) {
            Leg leg = legs.get(0);
            return door.post(
                    who,
                    "/v1/holds/" + leg.hold() + "/settle",
                    Door.body(
                            "tradeId",
                            tradeId,
                            "quantity",
                            leg.quantity(),
                            "buyerAccount",
                            leg.buyer(),
                            "rest",
                            leg.releasesRest() ? "released" : null,
                            "price",
                            price,
                            "currency",
                            "EUR",
                            "dryRun",
                            dryRun ? true : null),
                    null);
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (Leg leg : legs) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("holdId", leg.hold());
            one.put("quantity", leg.quantity());
            one.put("buyerAccount", leg.buyer());
            if (leg.releasesRest()) {
                one.put("rest", "released");
            }
            all.add(one);
        }
        return door.post(
                who,
                "/v1/settlements",
                Door.body(
                        "tradeId",
                        tradeId,
                        "legs",
                        all,
                        "price",
                        price,
                        "currency",
                        "EUR",
                        "dryRun",
                        dryRun ? true : null),
                null);
    }

    /** The same name with another content. */
    Trade other() {
        return new Trade(tradeId, who, legs, dryRun, "99.5");
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        boolean meant = seen != null && !dryRun;
        MandateRules mandates = new MandateRules(m, who.organisation(), now, meant ? seen.id() : null, new HashMap<>());
        Map<String, BitSet> taken = new TreeMap<>();
        List<Map<String, BitSet>> byLeg = new ArrayList<>();
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            Model.Hold h = ReleaseHold.requireActing(m, leg.hold(), who.organisation(), now);
            m.requireSender(h.account, m.accounts.get(h.account).organisation);
            m.requireReceiver(leg.buyer());
            if (leg.buyer().equals(h.account)) {
                throw new No("same-account");
            }
            mandates.useHeld("settle", h.mandate, h.account, leg.quantity());
            Map<String, BitSet> units = m.pick(
                    new Title(h.account, null, h.id),
                    Selection.of(leg.quantity()),
                    h.blocks,
                    taken,
                    seen == null ? null : units(seen.body().path("legs").path(i)));
            Model.add(taken, units);
            byLeg.add(units);
        }
        return new Plan(taken, answer -> {
            if (!dryRun) {
                apply(m, answer.id(), byLeg, mandates);
            }
        });
    }

    private void apply(Model m, UUID id, List<Map<String, BitSet>> byLeg, MandateRules mandates) {
        if (!m.trades.add(id)) {
            throw new Wrong("settlement " + id + " was made twice");
        }
        Set<UUID> ended = new LinkedHashSet<>();
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            Model.Hold h = m.holds.get(leg.hold());
            m.move(id, "transferred", byLeg.get(i), new Title(h.account, null, h.id), leg.buyer());
            h.settled += leg.quantity();
            if (leg.releasesRest()) {
                ended.add(h.id);
            }
        }
        mandates.write();
        for (UUID hold : ended) {
            if (m.holds.get(hold).left() > 0) {
                ReleaseHold.end(m, hold, m.holds.get(hold).left(), "settled");
            }
        }
        for (Leg leg : legs) {
            Model.Hold h = m.holds.get(leg.hold());
            if (h.left() == 0) {
                h.status = "settled";
            }
        }
    }

    private static Map<String, BitSet> units(JsonNode leg) {
        return Model.units(Answer.ranges(leg.path("ranges")));
    }

    @Override
    public Map<String, BitSet> units(Answer answer) {
        Map<String, BitSet> all = new TreeMap<>();
        answer.body().path("legs").forEach(leg -> Model.add(all, units(leg)));
        return all;
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("settledAt");
    }

    @Override
    public boolean isMeant() {
        return !dryRun;
    }
}
