package org.carbonregistry.retirement.retire;

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

/**
 * How many retirements wait for the ledger and for how long, as metrics and on the health page; counted up to 100,000. A
 * ledger that is away makes this service wait, never unready.
 */
@Singleton
@Readiness
class RetirementMetrics implements HealthCheck {

    private static final String LOOK =
            """
            select count(*) as pending, coalesce(max(extract(epoch from now() - requested_at)), 0)::bigint as age,
                   count(*) filter (where sends > 1) as resent
            from (select requested_at, sends from retirement where status = 'requested' limit 100000) waiting
            """;

    private final Pool pool;
    private final AtomicLong pending;
    private final AtomicLong age;
    private final AtomicLong resent;

    RetirementMetrics(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.pending = metrics.gauge("registry.retirements.requested", new AtomicLong());
        this.age = metrics.gauge("registry.retirements.requested.age.seconds", new AtomicLong());
        this.resent = metrics.gauge("registry.retirements.requested.resent", new AtomicLong());
    }

    @Scheduled(
            every = "${registry.retirement.count-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(LOOK)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    pending.set(row.getLong("pending"));
                    age.set(Math.max(0, row.getLong("age")));
                    resent.set(row.getLong("resent"));
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("retirements")
                .up()
                .withData("requested", pending.get())
                .withData("oldestSeconds", age.get())
                .withData("sentAgain", resent.get())
                .build();
    }
}
