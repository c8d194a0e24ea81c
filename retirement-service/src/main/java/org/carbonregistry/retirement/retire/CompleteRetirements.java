package org.carbonregistry.retirement.retire;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Json;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.RetirementSettings;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Step 3 of a retirement's life: the ledger has answered. A whole batch of outcomes is applied in one transaction: refused
 * ones are noted, executed ones get their certificate number and become public; those that need a second representative wait.
 *
 * <p>The ledger's word that units are used up stands above everything: it also completes a retirement that still waits for
 * an approval, or that was refused here for want of one.
 *
 * <p>Certificate numbers are drawn as late as can be: only what carries the number is written after it, so that the row of a
 * programme is locked for a moment only; and in the order of the programmes, so that two replicas never wait for each other.
 * If the transaction does not commit, no number was drawn.
 */
@Singleton
public class CompleteRetirements {

    private static final String PENDING =
            """
            select r.id, r.account, r.beneficiary_kind, r.beneficiary_name, r.beneficiary_identifier, r.beneficiary_country,
                   r.purpose, r.scheme, r.reason, r.message, r.effective_date, r.not_stated, r.sent_at, r.status, r.refusal_code, r.approved_by,
                   p.reference, p.commitment
            from retirement r left join person p on p.retirement = r.id and r.beneficiary_kind = 'person'
            where r.id = any($1) order by r.id for update of r
            """;
    private static final String REFUSE =
            """
            update retirement r
            set status = 'refused', refusal_code = t.code, refusal_detail = t.detail, refusal_pointer = t.pointer,
                refusal_retryable = t.retryable, decided_at = $6
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[])
              as t(id, code, detail, pointer, retryable)
            where r.id = t.id
            """;
    private static final String AWAIT_APPROVAL =
            """
            update retirement set status = 'awaiting-approval', approval_expires_at = now() + $2 * interval '1 millisecond'
            where id = any($1)
            """;
    private static final String COMPLETE =
            """
            update retirement r
            set status = 'completed', program = t.program, certificate = t.certificate, quantity = t.quantity,
                unit_kilograms = t.unit_kilograms, parts = t.parts::jsonb, retired_at = t.retired_at, decided_at = $8,
                refusal_code = null, refusal_detail = null, refusal_pointer = null, refusal_retryable = null
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::text[], $7::timestamptz[])
              as t(id, program, certificate, quantity, unit_kilograms, parts, retired_at)
            where r.id = t.id
            """;
    private static final String ANSWERED =
            """
            insert into account_answer (account, answered_at, newest_sent_at)
            select t.account, now(), t.sent_at from unnest($1::text[], $2::timestamptz[]) as t(account, sent_at)
            order by t.account
            on conflict (account) do update
              set answered_at = excluded.answered_at,
                  newest_sent_at = greatest(account_answer.newest_sent_at, excluded.newest_sent_at)
            """;
    private static final String DRAW =
            """
            insert into certificate_number (program, last) values ($1, $2)
            on conflict (program) do update set last = certificate_number.last + excluded.last
            returning last
            """;

    private final Inbox inbox;
    private final Outbox outbox;
    private final AwaitOutcome awaitOutcome;
    private final double approvalStands;
    private final Counter completed;
    private final Counter refused;

    CompleteRetirements(
            Inbox inbox, Outbox outbox, AwaitOutcome awaitOutcome, RetirementSettings settings, MeterRegistry metrics) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.awaitOutcome = awaitOutcome;
        this.approvalStands = settings.approvalStands().toMillis();
        this.completed = metrics.counter("registry.retirements", "status", "completed");
        this.refused = metrics.counter("registry.retirements", "status", "refused");
    }

    @Incoming("order-outcomes")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, this::apply).invoke(awaitOutcome::look);
    }

    // A crash before the commit leaves orders as they were and no number drawn: the batch is read again. After it,
    // every
    // fact lies in the outbox.
    Uni<Void> apply(SqlConnection c, List<Message> messages) {
        Outcomes outcomes = Outcomes.of(messages);
        Instant now = Instant.now();
        return c.preparedQuery(PENDING)
                .execute(Tuple.of(outcomes.orders().toArray(new UUID[0])))
                .chain(rows -> {
                    Map<UUID, PendingRetirement> pending = new HashMap<>();
                    for (Row row : rows) {
                        PendingRetirement one = pending(row);
                        if (outcomes.changes(one)) {
                            pending.put(one.id(), one);
                        }
                    }
                    if (rows.rowCount() < outcomes.orders().size()) {
                        throw new IllegalStateException("an outcome of an order that was never given here");
                    }
                    List<RetirementRefused> toRefuse = outcomes.toRefuse(pending);
                    Map<String, List<RetirementExecuted>> toComplete = outcomes.toComplete(pending);
                    return answered(c, pending)
                            .chain(() -> awaitApproval(c, outcomes.toAwait(pending)))
                            .chain(() -> refuse(c, toRefuse, now))
                            .chain(() ->
                                    BatchCounts.add(c, completed(toComplete), refused(toRefuse), unapproved(pending)))
                            .chain(() -> complete(c, toComplete, pending, now))
                            .invoke(() -> {
                                refused.increment(toRefuse.size());
                                completed.increment(completed(toComplete).size());
                            });
                });
    }

    private static List<UUID> completed(Map<String, List<RetirementExecuted>> byProgram) {
        return byProgram.values().stream()
                .flatMap(List::stream)
                .map(RetirementExecuted::retirement)
                .toList();
    }

    private static List<UUID> refused(List<RetirementRefused> outcomes) {
        return outcomes.stream().map(RetirementRefused::retirement).toList();
    }

    /** Those that count as refused, and now are completed. */
    private static List<UUID> unapproved(Map<UUID, PendingRetirement> pending) {
        return pending.values().stream()
                .filter(PendingRetirement::isRefused)
                .map(PendingRetirement::id)
                .toList();
    }

    private static Uni<Void> answered(SqlConnection c, Map<UUID, PendingRetirement> pending) {
        Map<String, Instant> newest = new LinkedHashMap<>();
        pending.values().forEach(p -> newest.merge(p.account(), p.sentAt(), (a, b) -> a.isAfter(b) ? a : b));
        return newest.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(ANSWERED)
                        .execute(Tuple.of(
                                newest.keySet().toArray(new String[0]),
                                newest.values().stream()
                                        .map(CompleteRetirements::utc)
                                        .toArray(OffsetDateTime[]::new)))
                        .replaceWithVoid();
    }

    private Uni<Void> awaitApproval(SqlConnection c, List<UUID> waiting) {
        return waiting.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(AWAIT_APPROVAL)
                        .execute(Tuple.of(waiting.toArray(new UUID[0]), approvalStands))
                        .replaceWithVoid();
    }

    private static Uni<Void> refuse(SqlConnection c, List<RetirementRefused> refused, Instant now) {
        return refused.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(REFUSE)
                        .execute(Tuple.of(
                                refused.stream()
                                        .map(RetirementRefused::retirement)
                                        .toArray(UUID[]::new),
                                refused.stream().map(RetirementRefused::code).toArray(String[]::new),
                                refused.stream().map(RetirementRefused::detail).toArray(String[]::new),
                                refused.stream().map(RetirementRefused::pointer).toArray(String[]::new),
                                refused.stream()
                                        .map(RetirementRefused::retryable)
                                        .toArray(Boolean[]::new),
                                utc(now)))
                        .replaceWithVoid();
    }

    private Uni<Void> complete(
            SqlConnection c,
            Map<String, List<RetirementExecuted>> byProgram,
            Map<UUID, PendingRetirement> pending,
            Instant now) {
        List<RetirementExecuted> executed = new ArrayList<>();
        List<Long> certificates = new ArrayList<>();
        Uni<Void> drawn = Uni.createFrom().voidItem();
        for (Map.Entry<String, List<RetirementExecuted>> program : byProgram.entrySet()) {
            long count = program.getValue().size();
            drawn = drawn.chain(() -> c.preparedQuery(DRAW)
                    .execute(Tuple.of(program.getKey(), count))
                    .invoke(rows -> {
                        long first = rows.iterator().next().getLong(0) - count + 1;
                        for (int i = 0; i < count; i++) {
                            executed.add(program.getValue().get(i));
                            certificates.add(first + i);
                        }
                    })
                    .replaceWithVoid());
        }
        return byProgram.isEmpty() ? drawn : drawn.chain(() -> writeCompleted(c, executed, certificates, pending, now));
    }

    private Uni<Void> writeCompleted(
            SqlConnection c,
            List<RetirementExecuted> executed,
            List<Long> certificates,
            Map<UUID, PendingRetirement> pending,
            Instant now) {
        List<Message> facts = new ArrayList<>(executed.size());
        for (int i = 0; i < executed.size(); i++) {
            RetirementExecuted outcome = executed.get(i);
            facts.add(Message.fact(
                    MessageType.RETIREMENT_COMPLETED,
                    outcome.retirement().toString(),
                    1,
                    now,
                    Outcomes.fact(pending.get(outcome.retirement()), outcome, certificates.get(i), now)));
        }
        Tuple row = Tuple.tuple()
                .addArrayOfUUID(
                        executed.stream().map(RetirementExecuted::retirement).toArray(UUID[]::new))
                .addArrayOfString(
                        executed.stream().map(RetirementExecuted::program).toArray(String[]::new))
                .addArrayOfLong(certificates.toArray(new Long[0]))
                .addArrayOfLong(
                        executed.stream().map(RetirementExecuted::quantity).toArray(Long[]::new))
                .addArrayOfInteger(
                        executed.stream().map(RetirementExecuted::unitKilograms).toArray(Integer[]::new))
                .addArrayOfString(executed.stream()
                        .map(e -> new String(Json.write(e.parts()), StandardCharsets.UTF_8))
                        .toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        executed.stream().map(e -> utc(e.time())).toArray(OffsetDateTime[]::new))
                .addOffsetDateTime(utc(now));
        return c.preparedQuery(COMPLETE).execute(row).chain(() -> outbox.write(c, facts));
    }

    private static PendingRetirement pending(Row row) {
        UUID reference = row.getUUID("reference");
        Beneficiary beneficiary = new Beneficiary(
                row.getString("beneficiary_kind"),
                row.getString("beneficiary_name"),
                row.getString("beneficiary_identifier"),
                row.getString("beneficiary_country"),
                reference == null ? null : reference.toString(),
                row.getString("commitment"));
        return new PendingRetirement(
                row.getUUID("id"),
                row.getString("account"),
                beneficiary,
                row.getString("purpose"),
                row.getString("scheme"),
                row.getString("reason"),
                row.getString("message"),
                row.getLocalDate("effective_date"),
                List.of(row.getArrayOfStrings("not_stated")),
                row.getOffsetDateTime("sent_at").toInstant(),
                PendingRetirement.Standing.of(row.getString("status"), row.getString("refusal_code")),
                row.getString("approved_by") != null);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
