package org.carbonregistry.events.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.events.inbox.TransientFailure;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** What waits, what was put aside and not acknowledged, and what is stale, as metrics and on the health page. It never makes a service unready. */
@Singleton
@Readiness
class MessagingHealth implements HealthCheck {

    private static final String LOOK =
            """
            select (select count(*) from (select 1 from outbox limit 100000) o) as waiting,
                   coalesce((select extract(epoch from now() - time) from outbox order by id limit 1), 0)::bigint as age,
                   (select count(*) from dead_letter where acknowledged_at is null) as dead,
                   (select count(*) from expected_fact where since < now() - interval '10 seconds') as stale
            """;

    private final Pool pool;
    private final AtomicLong waiting;
    private final AtomicLong age;
    private final AtomicLong dead;
    private final AtomicLong stale;

    MessagingHealth(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.waiting = metrics.gauge("registry.outbox.messages", new AtomicLong());
        this.age = metrics.gauge("registry.outbox.age.seconds", new AtomicLong());
        this.dead = metrics.gauge("registry.dead.letters", new AtomicLong());
        this.stale = metrics.gauge("registry.stale.streams", new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(LOOK)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    waiting.set(row.getLong("waiting"));
                    age.set(Math.max(0, row.getLong("age")));
                    dead.set(row.getLong("dead"));
                    stale.set(row.getLong("stale"));
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("messaging")
                .up()
                .withData("outboxMessages", waiting.get())
                .withData("outboxAgeSeconds", age.get())
                .withData("deadLetters", dead.get())
                .withData("staleStreams", stale.get())
                .build();
    }
}
