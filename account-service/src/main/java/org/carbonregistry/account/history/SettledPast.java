package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * A past that nothing is added to any more. A movement carries the time at which it was decided and is seen when its
 * transaction commits, some milliseconds later: so an answer about the last moments waits until every transaction that was
 * running then has ended, and is the same for ever after. Judged by the database's clock.
 */
@Singleton
public class SettledPast {

    private static final Duration STEP = Duration.ofMillis(20);
    private static final int STEPS = 250;
    /** Transactions of this service, on any replica, that write and began before a moment. */
    private static final String LOOK =
            """
            select clock_timestamp() as now, exists (
              select from pg_stat_activity
              where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
                and backend_xid is not null and xact_start <= $1) as running
            """;

    private final Pool pool;

    SettledPast(Pool pool) {
        this.pool = pool;
    }

    /** The day of the database's clock, in UTC. */
    public Uni<LocalDate> today() {
        return pool.query("select (clock_timestamp() at time zone 'UTC')::date")
                .execute()
                .map(rows -> rows.iterator().next().getLocalDate(0));
    }

    /**
     * Waits until the ledger as of a moment is settled.
     *
     * @param future what is refused when that moment is not over
     * @return the moment
     * @throws Refused not-settled when a transaction runs for more than 5 seconds
     */
    public Uni<OffsetDateTime> until(Instant time, Refused future) {
        OffsetDateTime moment = time.atOffset(ZoneOffset.UTC);
        return look(moment, future, STEPS).replaceWith(moment);
    }

    /**
     * Waits until the ledger as of a moment that somebody asks for is settled.
     *
     * @throws Refused as-of-in-the-future, not-settled
     */
    public Uni<OffsetDateTime> until(PointInTime asked) {
        return until(asked.time(), new Refused(AccountRefusal.AS_OF_IN_FUTURE, asked.time() + " is not over", "asOf"));
    }

    private Uni<Void> look(OffsetDateTime moment, Refused future, int left) {
        return pool.preparedQuery(LOOK).execute(Tuple.of(moment)).chain(rows -> {
            Row row = rows.iterator().next();
            if (!row.getOffsetDateTime("now").isAfter(moment)) {
                throw future;
            }
            if (!row.getBoolean("running")) {
                return Uni.createFrom().voidItem();
            }
            if (left == 0) {
                throw new Refused(AccountRefusal.NOT_SETTLED, "a transaction of that time still runs; ask again", null);
            }
            return Uni.createFrom().voidItem().onItem().delayIt().by(STEP).chain(() -> look(moment, future, left - 1));
        });
    }
}
