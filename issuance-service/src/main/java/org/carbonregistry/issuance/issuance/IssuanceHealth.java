package org.carbonregistry.issuance.issuance;

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
 * Blocks that were decided and that the ledger has not opened, and requests that wait for a registrar, as metrics and on the
 * health page. A block that is not opened within minutes needs a person. It never makes the service unready.
 */
@Singleton
@Readiness
class IssuanceHealth implements HealthCheck {

    private static final String LOOK =
            """
            select (select count(*) from block_order) as unopened,
                   coalesce((select extract(epoch from now() - min(i.decided_at)) from block_order o
                     join block b on b.id = o.block join issuance i on i.id = b.issuance), 0)::bigint as age,
                   (select count(*) from issuance where status = 'requested') as requested
            """;

    private final Pool pool;
    private final AtomicLong unopened;
    private final AtomicLong age;
    private final AtomicLong requested;

    IssuanceHealth(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.unopened = metrics.gauge("registry.blocks.unopened", new AtomicLong());
        this.age = metrics.gauge("registry.blocks.unopened.age.seconds", new AtomicLong());
        this.requested = metrics.gauge("registry.issuances.requested", new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.query(LOOK)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    unopened.set(row.getLong("unopened"));
                    age.set(Math.max(0, row.getLong("age")));
                    requested.set(row.getLong("requested"));
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("issuance")
                .up()
                .withData("blocksNotOpened", unopened.get())
                .withData("oldestNotOpenedSeconds", age.get())
                .withData("issuancesRequested", requested.get())
                .build();
    }
}
