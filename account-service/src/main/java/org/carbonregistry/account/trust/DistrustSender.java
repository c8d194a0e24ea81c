package org.carbonregistry.account.trust;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;

/**
 * Takes a sender off an account's list at once: the next transfer is an offer again. What settled before stays. Repeated: the
 * same answer.
 */
@Singleton
class DistrustSender {

    private final Retrying retrying;
    private final Receivers receivers;
    private final TrustedSenders senders;

    DistrustSender(Retrying retrying, Receivers receivers, TrustedSenders senders) {
        this.retrying = retrying;
        this.receivers = receivers;
        this.senders = senders;
    }

    Uni<TrustSender.Answer> distrust(String account, UUID id, String organisation, String actor) {
        return retrying.inTransaction(c -> receivers
                .lock(c, account, organisation)
                .chain(receiver -> senders.byId(c, id).chain(listed -> {
                    if (listed == null || listed.account() != receiver.id()) {
                        throw new Refused(
                                AccountRefusal.NOT_FOUND, account + " has listed no trusted sender " + id, null);
                    }
                    return listed.removedAt() != null
                            ? Uni.createFrom().item(new TrustSender.Answer(listed, listed.removedAt(), true))
                            : senders.remove(c, id, actor)
                                    .map(removed -> new TrustSender.Answer(removed, removed.removedAt(), false));
                })));
    }
}
