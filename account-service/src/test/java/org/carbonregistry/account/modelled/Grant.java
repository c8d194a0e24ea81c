package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.List;
import org.carbonregistry.account.modelled.Door.Person;

/** A holder lets a venue act on an account. */
record Grant(
        String externalId,
        Person who,
        String account,
        String venue,
        List<String> acts,
        long quantity,
        Instant validUntil)
        implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(
                who,
                "/v1/mandates",
                Door.body(
                        "externalId",
                        externalId,
                        "account",
                        account,
                        "venue",
                        venue,
                        "acts",
                        acts,
                        "quantity",
                        quantity,
                        "validUntil",
                        validUntil),
                null);
    }

    /** The same name with another content. */
    Grant other() {
        return new Grant(externalId, who, account, venue, acts, quantity + 1, validUntil);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        m.requireSender(account, who.organisation());
        if (!m.organisations.contains(venue)) {
            throw new No("unknown-organisation");
        }
        if (venue.equals(who.organisation())) {
            throw new No("invalid-value");
        }
        if (!validUntil.isAfter(now)) {
            throw new No("invalid-expiry");
        }
        return Plan.of(answer -> {
            Model.Mandate mandate = new Model.Mandate();
            mandate.id = answer.id();
            mandate.organisation = who.organisation();
            mandate.account = account;
            mandate.venue = venue;
            mandate.acts = acts;
            mandate.quantity = quantity;
            mandate.grantedAt = answer.time("grantedAt");
            mandate.validUntil = answer.time("validUntil");
            if (m.mandates.putIfAbsent(mandate.id, mandate) != null) {
                throw new Wrong("mandate " + mandate.id + " was granted twice");
            }
        });
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("grantedAt");
    }
}
