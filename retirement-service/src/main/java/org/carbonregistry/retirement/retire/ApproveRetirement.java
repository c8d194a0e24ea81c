package org.carbonregistry.retirement.retire;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.RetirementSettings;

/**
 * A second representative approves a retirement that the ledger found to be more than one may order alone: it is requested
 * again, and its order goes to the ledger with who approved it. Where nobody does in time it is refused.
 */
@Singleton
class ApproveRetirement {

    private static final String LOCK =
            """
            select id, organisation, status, actor, approved_by, approval_expires_at from retirement where id = $1 for update
            """;
    private static final String NOW = "select clock_timestamp()";
    private static final String APPROVE =
            """
            update retirement
            set status = 'requested', approved_by = $2, approved_at = now(), sent_at = now(), sends = 1,
                send_next_at = now() + $3 * interval '1 millisecond'
            where id = $1 returning *
            """;
    private static final String LAPSE =
            """
            with due as (
              select id from retirement where status = 'awaiting-approval' and approval_expires_at <= now()
              order by approval_expires_at, id limit 1000 for update skip locked
            ) update retirement r
            set status = 'refused', refusal_code = 'approval-expired', refusal_retryable = true, decided_at = now(),
                refusal_detail = 'no second representative approved it until ' || approval_expires_at
            from due where due.id = r.id returning r.id
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final double resendAfter;

    ApproveRetirement(Pool pool, Outbox outbox, RetirementSettings settings) {
        this.pool = pool;
        this.outbox = outbox;
        this.resendAfter = settings.resendAfter().toMillis();
    }

    /**
     * Approves it.
     *
     * @return whether the same person has approved it before
     */
    Uni<Boolean> approve(UUID id, String organisation, String actor) {
        return pool.withTransaction(c -> locked(c, id)
                        .chain(decision -> c.query(NOW).execute().chain(now -> {
                            Instant time =
                                    now.iterator().next().getOffsetDateTime(0).toInstant();
                            return decision.isRepeatedBy(actor, organisation, time)
                                    ? Uni.createFrom().item(true)
                                    : send(c, id, actor).replaceWith(false);
                        })))
                .invoke(outbox::wake);
    }

    private static Uni<ApprovalDecision> locked(SqlConnection c, UUID id) {
        return c.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "there is no retirement " + id + " that you may see", null);
            }
            Row row = rows.iterator().next();
            OffsetDateTime expires = row.getOffsetDateTime("approval_expires_at");
            return new ApprovalDecision(
                    id,
                    row.getString("organisation"),
                    row.getString("status"),
                    row.getString("actor"),
                    row.getString("approved_by"),
                    expires == null ? null : expires.toInstant());
        });
    }

    // A crash before the commit leaves it waiting; after it, the command lies in the outbox, and is sent again when it
    // is lost.
    private Uni<Void> send(SqlConnection c, UUID id, String actor) {
        return c.preparedQuery(APPROVE)
                .execute(Tuple.of(id, actor, resendAfter))
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    return outbox.write(
                            c,
                            List.of(Message.command(
                                    MessageType.RETIREMENT_ORDERED,
                                    row.getString("account"),
                                    Instant.now(),
                                    ResendOrders.command(row))));
                });
    }

    @Scheduled(
            every = "${registry.retirement.lapse-look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> lapse() {
        return pool.withTransaction(c -> c.query(LAPSE).execute().chain(rows -> {
                    List<UUID> lapsed = new ArrayList<>();
                    rows.forEach(row -> lapsed.add(row.getUUID("id")));
                    return BatchCounts.add(c, List.of(), lapsed, List.of());
                }))
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }
}
