package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.issuance.Actor;

/** A registrar rejects a request, or its requester withdraws it: its units can be asked for again. */
@Singleton
class RejectIssuance {

    private final ExpireIssuances deadlines;

    RejectIssuance(ExpireIssuances deadlines) {
        this.deadlines = deadlines;
    }

    Uni<Issuance> reject(UUID id, String reason, Actor actor) {
        return end(id, IssuanceMove.REJECT, reason, actor);
    }

    Uni<Issuance> withdraw(UUID id, String reason, Actor actor) {
        return end(id, IssuanceMove.WITHDRAW, reason, actor);
    }

    private Uni<Issuance> end(UUID id, IssuanceMove move, String reason, Actor actor) {
        return deadlines.inTime(id, (c, issuance) -> {
            if (move == IssuanceMove.WITHDRAW) {
                IssuanceDecision.withdraw(issuance, actor);
            }
            Issuance ended = issuance.decided(issuance.status().after(move), actor.subject(), Instant.now(), reason);
            return Issuances.keepDecision(c, ended)
                    .chain(() -> RequestedVintages.release(c, ended))
                    .replaceWith(ended);
        });
    }
}
