package org.carbonregistry.events.outbox;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carbonregistry.events.inbox.TransientFailure;

/**
 * Puts all facts into the outbox again, a page at a time and only while little waits there: a live message stands behind two pages
 * at most. The row of the run is locked for a page, so one replica does it; how far it is commits with the page, so after a crash
 * any replica goes on with the next one.
 */
@Singleton
class RepublishFacts {

    private static final int PAGE = 500;
    private static final int MOST_WAITING = 1000;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String RUN =
            """
            select id, position, upto, (select count(*) from (select 1 from outbox limit $1) o) as waiting
            from republication where finished_at is null limit 1 for update skip locked
            """;
    private static final String NEXT =
            """
            with again as (
              select * from fact where position > $1 and position <= $2
            ), o as (
              insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
              select type, key, stream, number, last_number, message_id, time, data, traceparent from again order by position
            )
            select count(*) as facts from again
            """;
    private static final String MARK =
            """
            update republication set position = $2, facts = facts + $3,
              finished_at = case when $2 >= upto then clock_timestamp() end
            where id = $1
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final AtomicBoolean running = new AtomicBoolean();

    RepublishFacts(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** There is something to do now. */
    void soon() {
        goOn().subscribe().with(done -> {}, failed -> {});
    }

    @Scheduled(every = "5s", concurrentExecution = SKIP)
    Uni<Void> goOn() {
        return Uni.createFrom().deferred(() -> running.compareAndSet(false, true) ? pages() : nothing());
    }

    private Uni<Void> pages() {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(this::page))
                .repeat()
                .withDelay(PAUSE)
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni()
                .onFailure(TransientFailure::is)
                .recoverWithNull()
                .eventually(() -> running.set(false));
    }

    /** Whether there is more to do. */
    private Uni<Boolean> page(SqlConnection c) {
        return c.preparedQuery(RUN).execute(Tuple.of(MOST_WAITING)).chain(runs -> {
            if (runs.rowCount() == 0) {
                return Uni.createFrom().item(false);
            }
            Row run = runs.iterator().next();
            if (run.getLong("waiting") >= MOST_WAITING) {
                return Uni.createFrom().item(true);
            }
            long from = run.getLong("position");
            long upto = Math.min(run.getLong("upto"), from + PAGE);
            return c.preparedQuery(NEXT)
                    .execute(Tuple.of(from, upto))
                    .chain(rows -> c.preparedQuery(MARK)
                            .execute(Tuple.of(
                                    run.getLong("id"),
                                    upto,
                                    rows.iterator().next().getLong("facts"))))
                    .replaceWith(upto < run.getLong("upto"))
                    .invoke(outbox::wake);
        });
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
