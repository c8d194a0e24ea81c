package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;

/**
 * Lets facts through in number order per stream: a repeat is ignored, a fact that is early is parked until its predecessors
 * are here. A gap stops its stream alone; {@link MissingFacts} asks for what is missing.
 */
@Singleton
public class FactGate {

    private static final String POSITIONS =
            "select stream, number from fact_position where topic = $1 and stream = any($2) order by stream for update";
    private static final String PARKED = "select * from parked_fact where topic = $1 and stream = any($2)";
    private static final String MOVE =
            """
            insert into fact_position (topic, stream, number) select $1, * from unnest($2::text[], $3::bigint[])
            on conflict (topic, stream) do update set number = excluded.number
            """;
    private static final String UNPARK =
            """
            delete from parked_fact p using unnest($2::text[], $3::bigint[]) as t(stream, number)
            where p.topic = $1 and p.stream = t.stream and p.number <= t.number
            """;
    private static final String PARK =
            """
            insert into parked_fact (topic, stream, number, last_number, type, key, message_id, time, data, traceparent)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
            """;
    private static final String EXPECT =
            """
            insert into expected_fact (topic, stream, number) values ($1, $2, $3)
            on conflict (topic, stream) do update set number = greatest(expected_fact.number, excluded.number)
            """;

    /**
     * The facts to apply now, within the caller's transaction; all of one topic. Call it once per batch and apply what it
     * returns in its order.
     */
    public Uni<List<Message>> admit(SqlConnection c, List<Message> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String topic = facts.get(0).type().topic().topicName();
        Map<String, TreeMap<Long, Message>> byStream = new LinkedHashMap<>();
        for (Message fact : facts) {
            if (!fact.isFact()) {
                throw new IllegalArgumentException("no fact: " + fact);
            }
            byStream.computeIfAbsent(fact.stream(), s -> new TreeMap<>()).put(fact.number(), fact);
        }
        String[] streams = byStream.keySet().toArray(new String[0]);
        return c.preparedQuery(POSITIONS).execute(Tuple.of(topic, streams)).chain(rows -> {
            Map<String, Long> positions = new HashMap<>();
            for (Row row : rows) {
                positions.put(row.getString("stream"), row.getLong("number"));
            }
            return c.preparedQuery(PARKED).execute(Tuple.of(topic, streams)).chain(parkedRows -> {
                for (Row row : parkedRows) {
                    Message parked = parked(row);
                    byStream.get(parked.stream()).putIfAbsent(parked.number(), parked);
                }
                return pass(c, topic, byStream, positions, parkedRows.rowCount() > 0);
            });
        });
    }

    private Uni<List<Message>> pass(
            SqlConnection c,
            String topic,
            Map<String, TreeMap<Long, Message>> byStream,
            Map<String, Long> positions,
            boolean unpark) {
        List<Message> now = new ArrayList<>();
        List<Message> early = new ArrayList<>();
        Map<String, Long> moved = new LinkedHashMap<>();
        byStream.forEach((stream, waiting) -> {
            long before = positions.getOrDefault(stream, 0L);
            long position = before;
            for (Message fact : waiting.values()) {
                if (fact.number() == position + 1) {
                    now.add(fact);
                    position = fact.lastNumber();
                } else if (fact.number() > position) {
                    early.add(fact);
                }
            }
            if (position > before) {
                moved.put(stream, position);
            }
        });
        Uni<Void> write = Uni.createFrom().voidItem();
        if (!moved.isEmpty()) {
            Tuple to = Tuple.of(
                    topic, moved.keySet().toArray(new String[0]), moved.values().toArray(new Long[0]));
            write = write.chain(() -> c.preparedQuery(MOVE).execute(to).replaceWithVoid());
            if (unpark) {
                write = write.chain(() -> c.preparedQuery(UNPARK).execute(to).replaceWithVoid());
            }
        }
        if (!early.isEmpty()) {
            early.sort(Comparator.comparing(Message::stream));
            write = write.chain(() -> park(c, topic, early));
        }
        return write.replaceWith(now);
    }

    private static Uni<Void> park(SqlConnection c, String topic, List<Message> early) {
        List<Tuple> rows = new ArrayList<>();
        List<Tuple> expected = new ArrayList<>();
        for (Message m : early) {
            rows.add(Tuple.tuple()
                    .addString(topic)
                    .addString(m.stream())
                    .addLong(m.number())
                    .addLong(m.lastNumber())
                    .addString(m.type().typeName())
                    .addString(m.key())
                    .addUUID(m.id())
                    .addOffsetDateTime(m.time().atOffset(ZoneOffset.UTC))
                    .addBuffer(Buffer.buffer(m.data()))
                    .addString(m.traceparent()));
            expected.add(Tuple.of(topic, m.stream(), m.lastNumber()));
        }
        return c.preparedQuery(PARK)
                .executeBatch(rows)
                .chain(() -> c.preparedQuery(EXPECT).executeBatch(expected))
                .replaceWithVoid();
    }

    private static Message parked(Row row) {
        return new Message(
                row.getUUID("message_id"),
                MessageType.named(row.getString("type")).orElseThrow(),
                row.getString("key"),
                row.getString("stream"),
                row.getLong("number"),
                row.getLong("last_number"),
                row.getOffsetDateTime("time").toInstant(),
                row.getBuffer("data").getBytes(),
                row.getString("traceparent"));
    }
}
