package org.carbonregistry.account.batches;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.transfers.Offer;
import org.carbonregistry.account.transfers.OfferTransfers;
import org.carbonregistry.account.transfers.OfferTransfers.Outcome;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.lines.Line;
import org.carbonregistry.events.lines.LineOutcomes;

/**
 * Carries a chunk of lines out, set by set, each in one transaction: the transfers with their facts, and for each line its
 * transfer or its refusal. A crash before a commit leaves the whole set unread: the client sends the batch again, and the
 * transfers that were made are known again by their externalId. When only the answer to the commit is lost, the next attempt
 * finds the set stored and leaves it alone: its lines keep the outcomes they have.
 */
@Singleton
public class CarryOutLines {

    /** One attempt at a time for a batch: an attempt whose answer was lost may not have ended yet. */
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
    /** A set is stored as a whole or not at all, so its first line tells. */
    private static final String IS_STORED = "select from transfer_batch_line where batch = $1 and line = $2";

    private static final String LINES =
            """
            insert into transfer_batch_line (batch, line, external_id, transfer, code, detail, pointer)
            select $1, * from unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[])
            """;
    private static final String COUNT =
            """
            update transfer_batch set received = received + $2, made = made + $3, refused = refused + $4, last_read_at = now()
            where id = $1
            """;

    /** What is written down of a line. */
    private record Decided(ReadOffer line, UUID transfer, Refused refusal) {}

    private final ObjectMapper mapper;
    private final Retrying retrying;
    private final OfferTransfers transfers;
    private final LedgerMetrics metrics;

    CarryOutLines(ObjectMapper mapper, Retrying retrying, OfferTransfers transfers, LedgerMetrics metrics) {
        this.mapper = mapper;
        this.retrying = retrying;
        this.transfers = transfers;
        this.metrics = metrics;
    }

    /** Completes after the last commit. While the database is away it is tried again for about a minute. */
    Uni<Void> carryOut(Batch batch, List<Line> lines) {
        return Uni.createFrom()
                .item(() -> ReadOffer.sets(lines.stream()
                        .map(line -> ReadOffer.of(mapper, line, batch))
                        .toList()))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .onItem()
                .transformToMulti(sets -> Multi.createFrom().iterable(sets))
                .onItem()
                .transformToUniAndConcatenate(set -> retrying.inTransaction(c -> once(c, batch, set))
                        .onFailure(TransientFailure::is)
                        .retry()
                        .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(2))
                        .expireIn(60_000)
                        .replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> once(SqlConnection c, Batch batch, List<ReadOffer> set) {
        return c.preparedQuery(ALONE)
                .execute(Tuple.of(batch.id().toString()))
                .chain(() -> c.preparedQuery(IS_STORED)
                        .execute(Tuple.of(batch.id(), set.get(0).number())))
                .chain(stored -> stored.rowCount() > 0 ? Uni.createFrom().voidItem() : store(c, batch, set));
    }

    private Uni<Void> store(SqlConnection c, Batch batch, List<ReadOffer> set) {
        List<Offer> offers =
                set.stream().map(ReadOffer::offer).filter(Objects::nonNull).toList();
        Uni<List<Outcome>> outcomes = offers.isEmpty() ? Uni.createFrom().item(List.of()) : transfers.offer(c, offers);
        return outcomes.map(made -> decided(set, made.iterator()))
                .chain(decided -> c.preparedQuery(LINES)
                        .execute(rows(batch, decided))
                        .chain(() -> c.preparedQuery(COUNT).execute(counts(batch, decided)))
                        .invoke(() -> count(decided)))
                .replaceWithVoid();
    }

    private static List<Decided> decided(List<ReadOffer> set, Iterator<Outcome> outcomes) {
        return set.stream()
                .map(line -> {
                    if (line.offer() == null) {
                        return new Decided(line, null, line.refusal());
                    }
                    Outcome outcome = outcomes.next();
                    return outcome.refusal() != null
                            ? new Decided(line, null, outcome.refusal())
                            : new Decided(line, outcome.answer().transfer().id(), null);
                })
                .toList();
    }

    private static Tuple counts(Batch batch, List<Decided> decided) {
        long made = decided.stream().filter(d -> d.transfer() != null).count();
        return Tuple.of(batch.id(), (long) decided.size(), made, decided.size() - made);
    }

    private void count(List<Decided> decided) {
        decided.stream()
                .filter(d -> d.refusal() != null)
                .forEach(d -> metrics.refused("transfer", d.refusal().reason().code()));
    }

    private static Tuple rows(Batch batch, List<Decided> decided) {
        int n = decided.size();
        Long[] numbers = new Long[n];
        String[] externalIds = new String[n];
        UUID[] made = new UUID[n];
        String[] codes = new String[n];
        String[] details = new String[n];
        String[] pointers = new String[n];
        for (int i = 0; i < n; i++) {
            Decided d = decided.get(i);
            numbers[i] = d.line().number();
            externalIds[i] = LineOutcomes.plain(d.line().externalId(), 200);
            made[i] = d.transfer();
            if (d.refusal() != null) {
                codes[i] = d.refusal().reason().code();
                details[i] = LineOutcomes.plain(d.refusal().getMessage(), 500);
                pointers[i] = d.refusal().pointer();
            }
        }
        return Tuple.tuple()
                .addUUID(batch.id())
                .addArrayOfLong(numbers)
                .addArrayOfString(externalIds)
                .addArrayOfUUID(made)
                .addArrayOfString(codes)
                .addArrayOfString(details)
                .addArrayOfString(pointers);
    }
}
