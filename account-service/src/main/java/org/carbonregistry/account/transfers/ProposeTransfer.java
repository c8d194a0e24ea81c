package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.events.http.Refused;

/**
 * Offers units to another account. Between accounts of one organisation, and from a trusted sender, they move at once; otherwise
 * they are reserved until the receiver, the sender or time decides. What is more than one representative may send alone waits
 * for another one first. A repeat under the same externalId gets the first answer. A refusal stores nothing:
 * the same externalId can be tried again, with the same content or another, until a transfer was made under it.
 */
@Singleton
public class ProposeTransfer {

    /** What a representative of the sender says. */
    public record Request(
            String externalId,
            String fromAccount,
            String toAccount,
            Long quantity,
            List<String> serials,
            String program,
            String project,
            Integer vintage,
            String block,
            String message,
            Instant expiresAt) {}

    private final GatherOffers gather;
    private final LedgerMetrics metrics;

    ProposeTransfer(GatherOffers gather, LedgerMetrics metrics) {
        this.gather = gather;
        this.metrics = metrics;
    }

    Uni<TransferAnswer> propose(Request request, String organisation, String actor) {
        return gather.offer(Offer.of(request, organisation, actor))
                .map(outcome -> {
                    if (outcome.refusal() != null) {
                        throw outcome.refusal();
                    }
                    return outcome.answer();
                })
                .onFailure(Refused.class)
                .invoke(e -> metrics.refused("transfer", ((Refused) e).reason().code()));
    }

    static void requireShape(Request request) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        RequestText.externalId(request.externalId(), "/externalId");
        RequestText.message(request.message(), "/message");
    }

    static TransferAnswer repeat(Transfer before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another transfer",
                    "/externalId");
        }
        return new TransferAnswer(before, true);
    }
}
