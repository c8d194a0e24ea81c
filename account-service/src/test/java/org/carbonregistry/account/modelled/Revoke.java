package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;

/** A holder takes a mandate back. */
record Revoke(UUID mandate, Person who) implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(who, "/v1/mandates/" + mandate + "/revoke", null, null);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Mandate known = m.mandates.get(mandate);
        if (known == null || !known.organisation.equals(who.organisation())) {
            throw new No("not-found");
        }
        return known.revoked ? Plan.nothing() : Plan.of(answer -> known.revoked = true);
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("revokedAt");
    }
}
