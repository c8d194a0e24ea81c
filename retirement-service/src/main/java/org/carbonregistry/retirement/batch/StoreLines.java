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
import java.util.UUID;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.retirement.retire.RequestedOrder;
import org.carbonregistry.retirement.retire.RetirementIds;
import org.carbonregistry.retirement.retire.StoreOrders;
import org.carbonregistry.retirement.retire.StoredOrder;

/**
 * Makes a chunk of lines durable in one transaction: the orders with their commands, and for each line its retirement or its
 * refusal. A crash before the commit leaves the whole chunk unread: the client sends the batch again, and what was stored is
 * known again by its externalId.
 */
@Singleton
public class StoreLines {

    private static final String LINES =
            """
            insert into retirement_batch_line (batch, line, external_id, retirement, code, detail, pointer)
            select $1, * from unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[])
            """;
    private static final String COUNT =
            "update retirement_batch set received = received + $2, last_read_at = now() where id = $1";

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
    Uni<Void> store(Batch batch, List<BatchLine> lines) {
        return Uni.createFrom()
                .item(() -> lines.stream().map(readLine::read).toList())
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(read -> pool.withTransaction(c -> store(c, batch, read))
                        .onFailure(TransientFailure::is)
                        .retry()
                        .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(2))
                        .expireIn(60_000))
                .invoke(outbox::wake);
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
                .chain(stored -> c.preparedQuery(LINES).execute(row(batch, lines, stored)))
                .chain(() -> c.preparedQuery(COUNT).execute(Tuple.of(batch.id(), (long) lines.size())))
                .replaceWithVoid();
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
            externalIds[i] = plain(line.externalId(), 200);
            retirements[i] = answer == null ? null : answer.retirement();
            codes[i] = refusal == null ? null : refusal.reason().code();
            details[i] = refusal == null ? null : plain(refusal.getMessage(), 500);
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

    /** Text that the database takes and people can read, whatever was sent. */
    private static String plain(String text, int longest) {
        if (text == null) {
            return null;
        }
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        return shown.length() <= longest ? shown : shown.substring(0, longest);
    }
}
