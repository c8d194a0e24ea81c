package org.carbonregistry.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.carbonregistry.events.wire.Message;

/**
 * Where messages wait until the broker has them. A row is written in the transaction that changes the state, under the lock
 * of its key: so the order of ids is the order of commits per key. If the process dies right after the commit, the rows are
 * there and any replica's relay publishes them; if it dies before, neither state nor message exists.
 */
@Singleton
public class Outbox {

    private static final String WRITE =
            """
            with m as (
              select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::uuid[],
                                   $7::timestamptz[], $8::bytea[], $9::text[], $10::text[])
                with ordinality
                as t(type, key, stream, number, last_number, message_id, time, data, traceparent, topic, n)
            ), o as (
              insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
              select type, key, stream, number, last_number, message_id, time, data, traceparent from m order by n
              returning id, message_id
            )
            insert into fact (topic, stream, number, last_number, position, type, key, message_id, time, data, traceparent)
            select m.topic, m.stream, m.number, m.last_number, o.id, m.type, m.key, m.message_id, m.time, m.data,
                   m.traceparent
            from m join o using (message_id) where m.stream is not null
            """;

    private static final String AGAIN =
            """
            insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
            select type, key, stream, number, last_number, message_id, time, data, traceparent
            from fact where topic = $1 and stream = $2 and last_number >= $3 order by number limit $4
            """;

    private final RelayBell bell;
    private final Map<SqlConnection, List<Message>> consumed = new ConcurrentHashMap<>();

    Outbox(RelayBell bell) {
        this.bell = bell;
    }

    /**
     * Writes messages within the caller's transaction, in the order of the list. Facts are also kept for republication; a
     * number of a stream that was already used fails the transaction.
     */
    public Uni<Void> write(SqlConnection connection, List<Message> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int n = messages.size();
        String[] types = new String[n];
        String[] keys = new String[n];
        String[] streams = new String[n];
        Long[] numbers = new Long[n];
        Long[] lastNumbers = new Long[n];
        UUID[] ids = new UUID[n];
        OffsetDateTime[] times = new OffsetDateTime[n];
        io.vertx.core.buffer.Buffer[] data = new io.vertx.core.buffer.Buffer[n];
        String[] traces = new String[n];
        String[] topics = new String[n];
        for (int i = 0; i < n; i++) {
            Message m = messages.get(i);
            types[i] = m.type().typeName();
            keys[i] = m.key();
            streams[i] = m.stream();
            numbers[i] = m.number();
            lastNumbers[i] = m.lastNumber();
            ids[i] = m.id();
            times[i] = m.time().atOffset(ZoneOffset.UTC);
            data[i] = Buffer.buffer(m.data()).getDelegate();
            traces[i] = m.traceparent() == null ? traceOfCause(connection, m) : m.traceparent();
            topics[i] = m.type().topic().topicName();
        }
        Tuple row = Tuple.tuple()
                .addArrayOfString(types)
                .addArrayOfString(keys)
                .addArrayOfString(streams)
                .addArrayOfLong(numbers)
                .addArrayOfLong(lastNumbers)
                .addArrayOfUUID(ids)
                .addArrayOfOffsetDateTime(times);
        row.getDelegate().addArrayOfBuffer(data);
        row.addArrayOfString(traces).addArrayOfString(topics);
        return connection.preparedQuery(WRITE).execute(row).replaceWithVoid();
    }

    /**
     * Puts facts of a stream into the outbox again, from a number on and at most so many: same ids, numbers and bytes. Who still
     * misses some asks again.
     */
    public Uni<Integer> publishAgain(SqlConnection connection, String topic, String stream, long from, int most) {
        return connection
                .preparedQuery(AGAIN)
                .execute(Tuple.of(topic, stream, from, most))
                .map(rows -> rows.rowCount());
    }

    /**
     * What is written over this connection until {@link #applied} follows from these messages: it goes on in their trace, where it
     * is one, or where exactly the key tells which.
     */
    public void applying(SqlConnection connection, List<Message> causes) {
        consumed.put(connection, causes);
    }

    /** The transaction that applied messages over this connection has ended. */
    public void applied(SqlConnection connection) {
        consumed.remove(connection);
    }

    private String traceOfCause(SqlConnection connection, Message effect) {
        List<Message> causes = consumed.getOrDefault(connection, List.of());
        Set<String> all = new HashSet<>();
        Set<String> sameKey = new HashSet<>();
        for (Message cause : causes) {
            if (cause.traceparent() != null) {
                all.add(cause.traceparent());
                if (cause.key().equals(effect.key())) {
                    sameKey.add(cause.traceparent());
                }
            }
        }
        Set<String> one = all.size() == 1 ? all : sameKey;
        return one.size() == 1 ? one.iterator().next() : null;
    }

    /** Tells the active relay, in whichever replica, that there is work. Call it after the commit. */
    public void wake() {
        bell.ring();
    }
}
