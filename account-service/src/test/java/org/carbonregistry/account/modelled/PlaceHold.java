package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;

/** Units kept for a venue: by their holder, or by the venue under a mandate. */
record PlaceHold(String externalId, Person who, String account, String venue, Selection wanted, Instant expiresAt)
        implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(
                who,
                "/v1/holds",
                Door.body(
                        "externalId",
                        externalId,
                        "account",
                        account,
                        "venue",
                        who.role().equals("venue") ? null : venue,
                        "quantity",
                        wanted.quantity(),
                        "serials",
                        wanted.texts(),
                        "project",
                        wanted.project(),
                        "vintage",
                        wanted.vintage(),
                        "block",
                        wanted.block(),
                        "expiresAt",
                        expiresAt),
                null);
    }

    /** The same name with another content. */
    PlaceHold other() {
        return new PlaceHold(externalId, who, account, venue, wanted, expiresAt.plusSeconds(1));
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        boolean byVenue = who.role().equals("venue");
        MandateRules mandates = new MandateRules(m, venue, now, seen == null ? null : seen.id(), new HashMap<>());
        if (byVenue) {
            Model.Account known = m.accounts.get(account);
            if (known == null || known.organisation == null) {
                throw new No("no-mandate");
            }
            mandates.requireAllowed("hold", account);
            m.requireSender(account, known.organisation);
        } else {
            m.requireSender(account, who.organisation());
            if (venue.equals(who.organisation())) {
                throw new No("invalid-value");
            }
            if (!m.organisations.contains(venue)) {
                throw new No("unknown-organisation");
            }
        }
        Map<String, BitSet> units =
                m.pick(Title.free(account), wanted, null, Map.of(), seen == null ? null : units(seen));
        long quantity = Model.size(units);
        UUID mandate = byVenue ? mandates.use("hold", account, quantity) : null;
        if (!expiresAt.isAfter(now)) {
            throw new No("invalid-expiry");
        }
        return new Plan(units, answer -> {
            Model.Hold hold = new Model.Hold();
            hold.id = answer.id();
            hold.account = account;
            hold.venue = venue;
            hold.mandate = mandate;
            hold.quantity = quantity;
            hold.blocks = units.keySet();
            hold.expiresAt = answer.time("expiresAt");
            if (mandate != null && !mandate.toString().equals(answer.text("mandate"))) {
                throw new Wrong("hold " + hold.id + " is under mandate " + answer.text("mandate") + ", not " + mandate);
            }
            if (m.holds.putIfAbsent(hold.id, hold) != null) {
                throw new Wrong("hold " + hold.id + " was placed twice");
            }
            mandates.write();
            m.retitle(units, Title.free(account), new Title(account, null, hold.id));
        });
    }

    @Override
    public Map<String, BitSet> units(Answer answer) {
        return Model.units(Answer.ranges(answer.body().path("ranges")));
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("placedAt");
    }
}
