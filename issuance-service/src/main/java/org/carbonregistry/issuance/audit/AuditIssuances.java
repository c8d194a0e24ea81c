package org.carbonregistry.issuance.audit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.audit.Audit.Finding;

/** Recomputes every rule of this service from its tables, at one moment. It changes nothing. */
@Singleton
@Path("/v1/audit")
public class AuditIssuances {

    private static final String SUMS =
            """
            select count(*) as blocks, coalesce(sum(quantity), 0)::bigint as issued,
              coalesce(sum(quantity) filter (where opened_at is not null), 0)::bigint as opened
            from block
            """;

    private final Pool pool;

    AuditIssuances(Pool pool) {
        this.pool = pool;
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Audit> run() {
        return pool.withTransaction(c -> c.query("set transaction isolation level repeatable read read only")
                .execute()
                .chain(() -> findings(c))
                .chain(findings -> c.query(SUMS).execute().map(rows -> {
                    Row sums = rows.iterator().next();
                    return new Audit(
                            findings.isEmpty(),
                            findings,
                            sums.getLong("blocks"),
                            sums.getLong("issued"),
                            sums.getLong("opened"),
                            Instant.now());
                })));
    }

    private static Uni<List<Finding>> findings(SqlConnection c) {
        return Multi.createFrom()
                .items(Check.values())
                .onItem()
                .transformToUniAndConcatenate(check -> c.query(check.query() + " limit 100")
                        .execute()
                        .map(rows ->
                                Rows.all(rows, row -> new Finding(check.word(), row.getString(0), row.getString(1)))))
                .onItem()
                .<Finding>disjoint()
                .collect()
                .asList();
    }
}
