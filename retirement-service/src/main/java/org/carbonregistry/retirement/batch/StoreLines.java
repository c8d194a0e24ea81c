package org.carbonregistry.retirement.batch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.lines.Line;
import org.carbonregistry.events.lines.LineOutcomes;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.retirement.retire.BatchCounts;
import org.carbonregistry.retirement.retire.RequestedOrder;
import org.carbonregistry.retirement.retire.RetirementIds;
import org.carbonregistry.retirement.retire.StoreOrders;
import org.carbonregistry.retirement.retire.StoredOrder;

/**
 * Makes a chunk of lines durable in one transaction: the orders with their commands, and for each line its retirement or its
 * refusal. A crash before the commit leaves the whole chunk unread: the client sends the batch again, and what was stored is
 * known again by its externalId. When only the answer to the commit is lost, the next attempt finds the chunk stored and
 * leaves it alone: its lines keep the outcomes they have.
 */
@Singleton
public class StoreLines {

    /** One attempt at a time for a batch: an attempt whose answer was lost may not have ended yet. */
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
    /** A chunk is stored as a whole or not at all, so its first line tells. */
    private static final String IS_STORED = "select from retirement_batch_line where batch = $1 and line = $2";

    private static final String LINES =
            """
            insert into retirement_batch_line (batch, line, external_id, retirement, code, detail, pointer)
            select $1, * from unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[])
            """;
    private static final String COUNT =
            """
            update retirement_batch set received = received + $2, completed = completed + $3, refused = refused + $4,
              last_read_at = now()
            where id = $1
            """;

    private final Pool pool;
    private final RetirementIds ids;
    private final ReadLine readLine;
    private final StoreOrders storeOrders;
    private final Outbox outbox;

    StoreLines(Pool pool, RetirementIds ids, ReadLine readLine, StoreOrders storeOrders, Outbox outbox) {
        this.pool = pool;
        this.ids = ids;
        this.readLine = readLine;
        this.storeOrders = storeOrders;
        this.outbox = outbox;
    }

    /** Completes after the commit. While the database is away it is tried again for about a minute. */
    Uni<Void> store(Batch batch, List<Line> lines) {
        return Uni.createFrom()
                .item(() -> lines.stream()
                        .map(line -> readLine.read(line, batch.roles()))
                        .toList())
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(read -> pool.withTransaction(c -> storeOnce(c, batch, read))
                        .onFailure(TransientFailure::is)
                        .retry()
                        .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(2))
                        .expireIn(60_000))
                .invoke(outbox::wake);
    }

    private Uni<Void> storeOnce(SqlConnection c, Batch batch, List<ReadLine.Read> lines) {
        return c.preparedQuery(ALONE)
                .execute(Tuple.of(batch.id().toString()))
                .chain(() -> c.preparedQuery(IS_STORED)
                        .execute(Tuple.of(batch.id(), lines.get(0).number())))
                .chain(stored -> stored.rowCount() > 0 ? Uni.createFrom().voidItem() : store(c, batch, lines));
    }

    private Uni<Void> store(SqlConnection c, Batch batch, List<ReadLine.Read> lines) {
        List<RequestedOrder> orders = new ArrayList<>(lines.size());
        for (ReadLine.Read line : lines) {
            if (line.order() != null) {
                orders.add(new RequestedOrder(ids.next(), line.order(), batch.organisation(), batch.actor()));
            }
        }
        return storeOrders
                .store(c, orders)
                .chain(stored -> c.preparedQuery(LINES)
                        .execute(row(batch, lines, stored))
                        .chain(() -> BatchCounts.decided(c, repeated(stored)))
                        .chain(decided -> c.preparedQuery(COUNT).execute(counts(batch, lines, stored, decided))))
                .replaceWithVoid();
    }

    private static List<UUID> repeated(List<StoredOrder> stored) {
        return stored.stream()
                .filter(StoredOrder::repeated)
                .map(StoredOrder::retirement)
                .distinct()
                .toList();
    }

    /** A line that is refused at the door is decided, and one whose retirement is. */
    private static Tuple counts(
            Batch batch, List<ReadLine.Read> lines, List<StoredOrder> stored, Map<UUID, Boolean> decided) {
        long completed = stored.stream()
                .filter(s -> s.retirement() != null && Boolean.TRUE.equals(decided.get(s.retirement())))
                .count();
        long refused = stored.stream()
                .filter(s -> s.refusal() != null || Boolean.FALSE.equals(decided.get(s.retirement())))
                .count();
        long unread = lines.stream().filter(line -> line.order() == null).count();
        return Tuple.of(batch.id(), (long) lines.size(), completed, refused + unread);
    }

    private static Tuple row(Batch batch, List<ReadLine.Read> lines, List<StoredOrder> stored) {
        int n = lines.size();
        Long[] numbers = new Long[n];
        String[] externalIds = new String[n];
        UUID[] retirements = new UUID[n];
        String[] codes = new String[n];
        String[] details = new String[n];
        String[] pointers = new String[n];
        int next = 0;
        for (int i = 0; i < n; i++) {
            ReadLine.Read line = lines.get(i);
            StoredOrder answer = line.order() == null ? null : stored.get(next++);
            Refused refusal = answer == null ? line.refusal() : answer.refusal();
            numbers[i] = line.number();
            externalIds[i] = LineOutcomes.plain(line.externalId(), 200);
            retirements[i] = answer == null ? null : answer.retirement();
            codes[i] = refusal == null ? null : refusal.reason().code();
            details[i] = refusal == null ? null : LineOutcomes.plain(refusal.getMessage(), 500);
            pointers[i] = refusal == null ? null : refusal.pointer();
        }
        return Tuple.tuple()
                .addUUID(batch.id())
                .addArrayOfLong(numbers)
                .addArrayOfString(externalIds)
                .addArrayOfUUID(retirements)
                .addArrayOfString(codes)
                .addArrayOfString(details)
                .addArrayOfString(pointers);
    }
}
