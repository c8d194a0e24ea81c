package org.carbonregistry.account.courts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.http.Refused;

/**
 * A registrar proposes a transfer that an authority ordered; nothing moves before another one approves it. A crash before the
 * commit leaves none; the repeat under the same externalId gets the first answer.
 */
@Singleton
class ProposeCourtTransfer {

    /** The order, and whether this was a repeat. */
    record Answer(CourtTransfer transfer, boolean replayed) {}

    private static final String NOW = "select clock_timestamp() as now";

    private final Retrying retrying;
    private final Accounts accounts;
    private final CourtTransfers transfers;
    private final Duration stands;

    ProposeCourtTransfer(Retrying retrying, Accounts accounts, CourtTransfers transfers, AccountConfig config) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.transfers = transfers;
        this.stands = config.courtTransferStands();
    }

    Uni<Answer> propose(CourtTransfer.Request request, String actor) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        Wanted wanted = request.requireShape();
        byte[] fingerprint = Fingerprint.of(request);
        return retrying.inTransaction(c -> transfers
                .byExternalId(c, request.externalId())
                .chain(before -> before == null
                        ? propose(c, request, wanted, fingerprint, actor)
                        : Uni.createFrom().item(repeat(before, fingerprint))));
    }

    private static Answer repeat(CourtTransfer before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another order",
                    "/externalId");
        }
        return new Answer(before, true);
    }

    private Uni<Answer> propose(
            SqlConnection c, CourtTransfer.Request request, Wanted wanted, byte[] fingerprint, String actor) {
        long from = wanted.filter().account();
        return accounts.share(c, Set.of(from, request.receiver())).chain(known -> {
            CourtDecision.requireAccounts(from, request.receiver(), known);
            return c.query(NOW).execute().chain(rows -> {
                Instant now = DatabaseTime.of(rows.iterator().next(), "now");
                CourtTransfer proposed = new CourtTransfer(
                        UUID.randomUUID(),
                        request.externalId(),
                        fingerprint,
                        request.receiver(),
                        wanted,
                        request.takesFrozen(),
                        request.order(),
                        CourtTransferStatus.PROPOSED,
                        actor,
                        now,
                        now.plus(stands),
                        null,
                        null,
                        null,
                        null);
                return transfers.insert(c, proposed).replaceWith(new Answer(proposed, false));
            });
        });
    }
}
