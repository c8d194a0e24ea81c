package org.carbonregistry.account.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.events.inbox.TransientFailure;
import org.jboss.logging.Logger;

/** The audit on demand, and on a schedule: its finding is logged and is the metric {@code registry.audit.findings}. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final Logger LOG = Logger.getLogger(AuditResource.class);

    private final LedgerAuditor auditor;
    private final AtomicLong findings;
    private Uni<AuditReport> running;

    AuditResource(LedgerAuditor auditor, MeterRegistry metrics) {
        this.auditor = auditor;
        this.findings = metrics.gauge("registry.audit.findings", new AtomicLong());
    }

    /**
     * Recomputes the whole ledger now. Who asks while a run is on its way gets the report of that run ({@code time} says how
     * the ledger looked when): nobody loads the ledger with audits.
     */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<AuditReport> audit() {
        return oneAtATime();
    }

    @Scheduled(
            every = "${registry.account.audit-every:6h}",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> audited() {
        return oneAtATime().replaceWithVoid().onFailure(TransientFailure::is).recoverWithNull();
    }

    private synchronized Uni<AuditReport> oneAtATime() {
        if (running == null) {
            running = auditor.audit()
                    .invoke(this::publish)
                    .onTermination()
                    .invoke(this::ended)
                    .memoize()
                    .indefinitely();
        }
        return running;
    }

    private synchronized void ended() {
        running = null;
    }

    private void publish(AuditReport report) {
        findings.set(report.findings().size());
        if (report.clean()) {
            LOG.infof(
                    "the ledger is clean: blocks=%d movements=%d issued=%d millis=%d",
                    report.blocks(), report.movements(), report.issued(), report.tookMillis());
        } else {
            report.findings().forEach(f -> LOG.errorf("audit finding: %s %s: %s", f.rule(), f.subject(), f.detail()));
        }
    }
}
