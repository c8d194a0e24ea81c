package org.carbonregistry.account.courts;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;
import org.jboss.logging.Logger;

/**
 * Ends a proposed order without moving anything: a registrar rejects it, also the one who proposed it, or its time is over. The
 * same registrar's repeat gets the first answer.
 */
@Singleton
class RejectCourtTransfer {

    private static final Logger LOG = Logger.getLogger(RejectCourtTransfer.class);
    private static final int SWEPT_AT_ONCE = 100;
    private static final String NOW = "select clock_timestamp() as now";

    private final Pool pool;
    private final Retrying retrying;
    private final CourtTransfers transfers;

    RejectCourtTransfer(Pool pool, Retrying retrying, CourtTransfers transfers) {
        this.pool = pool;
        this.retrying = retrying;
        this.transfers = transfers;
    }

    Uni<ProposeCourtTransfer.Answer> reject(UUID id, String reason, String actor) {
        RequestText.reason(reason, "/reason");
        return retrying.inTransaction(c -> locked(c, id)
                        .chain(transfer -> transfer.wasDecided(CourtTransferStatus.REJECTED, actor)
                                ? Uni.createFrom().item(new ProposeCourtTransfer.Answer(transfer, true))
                                : decide(c, transfer, (t, now) -> CourtDecision.rejected(t, actor, now, reason))))
                .invoke(ApproveCourtTransfer::requireAlive);
    }

    @Scheduled(every = "${registry.account.sweep-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return transfers
                .due(pool, SWEPT_AT_ONCE)
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.warn("orders that lapsed are looked for again later", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<ProposeCourtTransfer.Answer> expire(UUID id) {
        return retrying.inTransaction(c -> locked(c, id).chain(t -> decide(c, t, CourtTransfer::expiredIfLapsed)))
                .onFailure(Refused.class)
                .recoverWithNull();
    }

    private Uni<CourtTransfer> locked(SqlConnection c, UUID id) {
        return transfers.lock(c, id).invoke(transfer -> {
            if (transfer == null) {
                throw new Refused(AccountRefusal.NOT_FOUND, "there is no order " + id, null);
            }
        });
    }

    private Uni<ProposeCourtTransfer.Answer> decide(
            SqlConnection c, CourtTransfer transfer, BiFunction<CourtTransfer, Instant, CourtTransfer> decision) {
        return c.query(NOW).execute().chain(rows -> {
            CourtTransfer decided =
                    decision.apply(transfer, DatabaseTime.of(rows.iterator().next(), "now"));
            return transfers.decide(c, decided).replaceWith(new ProposeCourtTransfer.Answer(decided, false));
        });
    }
}
