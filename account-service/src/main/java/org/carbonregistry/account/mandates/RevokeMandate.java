package org.carbonregistry.account.mandates;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;

/**
 * Revokes a mandate at once: it waits for the venue's act that is being decided, and the next one finds it revoked. Holds that
 * were placed under it stay until they are released or lapse; the venue can no longer settle them, unless another mandate lets it
 * and has so many units left. Repeated: the same answer.
 */
@Singleton
class RevokeMandate {

    private final Retrying retrying;
    private final Mandates mandates;

    RevokeMandate(Retrying retrying, Mandates mandates) {
        this.retrying = retrying;
        this.mandates = mandates;
    }

    Uni<GrantMandate.Answer> revoke(UUID id, String organisation, String actor) {
        return retrying.inTransaction(c -> mandates.lock(c, id).chain(mandate -> {
            if (mandate == null || !mandate.organisation().equals(organisation)) {
                throw new Refused(AccountRefusal.NOT_FOUND, "you granted no mandate " + id, null);
            }
            return mandate.revokedAt() != null
                    ? Uni.createFrom().item(new GrantMandate.Answer(mandate, mandate.revokedAt(), true))
                    : mandates.revoke(c, id, actor)
                            .map(revoked -> new GrantMandate.Answer(revoked, revoked.revokedAt(), false));
        }));
    }
}
