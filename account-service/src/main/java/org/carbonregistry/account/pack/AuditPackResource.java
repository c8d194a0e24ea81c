package org.carbonregistry.account.pack;

import io.smallrye.common.annotation.Blocking;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.history.SettledPast;
import org.carbonregistry.account.statements.StatementPeriod;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestQuery;

/** The auditor's pack of some days, streamed as it is written. One at a time is made by each replica. */
@Path("/v1/audit/pack")
@Singleton
public class AuditPackResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final SettledPast settled;
    private final Caller caller;
    private final Semaphore making = new Semaphore(1);

    AuditPackResource(Pool pool, SettledPast settled, Caller caller) {
        this.pool = pool;
        this.settled = settled;
        this.caller = caller;
    }

    /**
     * Movements, holdings at both ends and totals of a period, as CSV files in a ZIP with a manifest of their SHA-256.
     *
     * @param from first day in UTC, YYYY-MM-DD; yesterday when nothing is said
     * @param to last day in UTC, YYYY-MM-DD
     */
    @GET
    @Produces("application/zip")
    @Blocking
    @RolesAllowed({"registrar", "auditor"})
    public Response pack(@RestQuery String from, @RestQuery String to) {
        StatementPeriod period =
                StatementPeriod.of(from, to, settled.today().await().atMost(PATIENCE));
        settled.until(period.end().minus(1, ChronoUnit.MICROS), period.notOver())
                .await()
                .atMost(PATIENCE);
        if (making.availablePermits() == 0) {
            throw busy();
        }
        String actor = caller.subject();
        StreamingOutput body = out -> {
            if (!making.tryAcquire()) {
                throw busy();
            }
            try {
                new AuditPack(pool, period).write(out, actor);
            } finally {
                making.release();
            }
        };
        return Response.ok(body)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"audit-pack-" + period.from() + "-" + period.to() + ".zip\"")
                .build();
    }

    private static Refused busy() {
        return new Refused(AccountRefusal.TOO_MANY_EXPORTS, "another pack is being made here; ask again later", null);
    }
}
