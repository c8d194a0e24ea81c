package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes clients that wait for an outcome, whichever replica decides it: one query for all of them looks as soon as this
 * replica has decided something, and every 50 ms for what another one decided.
 */
@Singleton
public class AwaitOutcome {

    private static final String DECIDED = "select id from retirement where id = any($1) and status <> 'requested'";

    private record Waiting(UUID retirement, UniEmitter<? super Boolean> emitter, Context context) {

        void wake(boolean decided) {
            if (context == null) {
                emitter.complete(decided);
            } else {
                context.runOnContext(ignored -> emitter.complete(decided));
            }
        }
    }

    private final Map<Object, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final Pool pool;
    private final Vertx vertx;
    private final long timer;

    AwaitOutcome(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(50, tick -> look());
    }

    /** Whether a retirement is decided within a time; true as soon as it is. */
    public Uni<Boolean> decided(UUID retirement, Duration atMost) {
        Object key = new Object();
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> {
                    Waiting one = new Waiting(retirement, emitter, Vertx.currentContext());
                    waiting.put(key, one);
                    long deadline = vertx.setTimer(Math.max(1, atMost.toMillis()), late -> one.wake(false));
                    emitter.onTermination(() -> vertx.cancelTimer(deadline));
                })
                .onTermination()
                .invoke(() -> waiting.remove(key));
    }

    /** Something was decided here: whoever waits for it is woken at once. Call it after the commit. */
    void look() {
        if (waiting.isEmpty()) {
            return;
        }
        again.set(true);
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        again.set(false);
        UUID[] ids =
                waiting.values().stream().map(Waiting::retirement).distinct().toArray(UUID[]::new);
        pool.preparedQuery(DECIDED).execute(Tuple.of(ids)).subscribe().with(this::looked, failed -> looking.set(false));
    }

    private void looked(Iterable<Row> rows) {
        Set<UUID> decided = new HashSet<>();
        rows.forEach(row -> decided.add(row.getUUID(0)));
        waiting.values().stream()
                .filter(one -> decided.contains(one.retirement()))
                .forEach(one -> one.wake(true));
        looking.set(false);
        if (again.get()) {
            look();
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}
