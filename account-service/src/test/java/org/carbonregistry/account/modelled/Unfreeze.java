package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;

/** A registrar releases a freeze. */
record Unfreeze(UUID freeze, Person who, String reason) implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(who, "/v1/freezes/" + freeze + "/release", Door.body("reason", reason), null);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Freeze known = m.freezes.get(freeze);
        if (known == null) {
            throw new No("not-found");
        }
        if (known.releasedBy == null) {
            return Plan.of(answer -> {
                known.releasedBy = who.name();
                known.releasedWhy = reason;
            });
        }
        if (known.releasedBy.equals(who.name()) && known.releasedWhy.equals(reason)) {
            return Plan.nothing();
        }
        throw new No("freeze-released");
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("releasedAt");
    }
}
