package org.carbonregistry.issuance.issuance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.Transactions;
import org.jboss.logging.Logger;

/**
 * A request that nobody decided in time expires and gives its units back: when somebody comes too late, or at the next sweep.
 * A crash before that commit leaves the request as it was, and the next touch or sweep judges it again.
 */
@Singleton
class ExpireIssuances {

    private static final Logger LOG = Logger.getLogger(ExpireIssuances.class);
    private static final int AT_ONCE = 200;

    private final Transactions transactions;

    ExpireIssuances(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Decides a request that is locked, if it is not too late by database time. Otherwise its expiry is committed and the
     * caller refused {@code issuance-expired}.
     */
    <T> Uni<T> inTime(UUID id, BiFunction<SqlConnection, Issuance, Uni<T>> decide) {
        return transactions
                .run(c -> Issuances.lock(c, id).chain(issuance -> Rows.clock(c)
                        .chain(now -> issuance.isOverdue(now)
                                ? expire(c, issuance, now).replaceWith(Optional.<T>empty())
                                : decide.apply(c, issuance).map(Optional::of))))
                .map(done -> done.orElseThrow(() -> IssuanceRefusal.ISSUANCE_EXPIRED.of(null, null)));
    }

    @Scheduled(every = "${registry.issuance.sweep-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Issuances.overdue(transactions.reading(), AT_ONCE)
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    /** One that cannot expire now must not keep the others from it; the next sweep tries it again. */
    private Uni<Void> expire(UUID id) {
        return transactions
                .run(c -> Issuances.lock(c, id).chain(issuance -> Rows.clock(c)
                        .chain(now -> issuance.isOverdue(now)
                                ? expire(c, issuance, now)
                                : Uni.createFrom().voidItem())))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "request %s did not expire yet", id))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> expire(SqlConnection c, Issuance issuance, Instant now) {
        Issuance expired = issuance.expired(now);
        return Issuances.keepDecision(c, expired).chain(() -> RequestedVintages.release(c, expired));
    }
}
