package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * A representative rejects a retirement that waits for an approval: it is refused, and its order does not go to the ledger
 * again. Should a copy of the order be executed all the same, the retirement is completed: see {@link CompleteRetirements}.
 */
@Singleton
class RejectRetirement {

    private static final String LOCK =
            "select organisation, status, rejected_by from retirement where id = $1 for update";
    private static final String REJECT =
            """
            update retirement
            set status = 'refused', refusal_code = 'approval-rejected', refusal_retryable = false,
                refusal_detail = 'a representative rejected it: ' || $3, decided_at = now(),
                rejected_by = $2, rejected_at = now(), rejected_because = $3
            where id = $1
            """;

    private final Pool pool;

    RejectRetirement(Pool pool) {
        this.pool = pool;
    }

    /**
     * Rejects it.
     *
     * @return whether the same person has rejected it before
     */
    Uni<Boolean> reject(UUID id, String organisation, String actor, String reason) {
        return pool.withTransaction(c -> locked(c, id)
                .chain(decision -> decision.isRepeatedBy(actor, organisation)
                        ? Uni.createFrom().item(true)
                        : write(c, id, actor, reason).replaceWith(false)));
    }

    private static Uni<RejectionDecision> locked(SqlConnection c, UUID id) {
        return c.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "there is no retirement " + id + " that you may see", null);
            }
            Row row = rows.iterator().next();
            return new RejectionDecision(
                    id, row.getString("organisation"), row.getString("status"), row.getString("rejected_by"));
        });
    }

    // A crash before the commit leaves it waiting; after it, it is refused and counted so in its batches.
    private static Uni<Void> write(SqlConnection c, UUID id, String actor, String reason) {
        return c.preparedQuery(REJECT)
                .execute(Tuple.of(id, actor, reason))
                .chain(() -> BatchCounts.add(c, List.of(), List.of(id), List.of()));
    }
}
