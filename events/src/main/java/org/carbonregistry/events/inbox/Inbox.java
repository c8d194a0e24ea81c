package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;
import org.jboss.logging.Logger;

/**
 * Applies batches of messages exactly once: effect, next offset and outgoing messages commit together. A crash before the
 * commit leaves nothing and the batch is read again; a crash after it leaves everything.
 *
 * <p>What cannot be read goes to the dead letters. A batch whose effect fails is halved until the message at fault stands
 * alone and goes there, too. What passes by itself (the database is away, a deadlock) is tried again for as long as it takes.
 */
@Singleton
public class Inbox {

    /** What a batch of messages does, within the transaction of the given connection. */
    @FunctionalInterface
    public interface Effect {
        Uni<Void> apply(SqlConnection connection, List<Message> messages);
    }

    private record Unreadable(ConsumerRecord<String, byte[]> record, String reason) {}

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final String LOCK =
            """
            with wanted as (select * from unnest($1::text[], $2::int[]) as t(topic, partition)),
            made as (
              insert into consumed_offset (topic, partition, topic_id, next)
              select topic, partition, '', 0 from wanted on conflict do nothing
              returning topic, partition, topic_id, next
            ), locked as (
              select c.topic, c.partition, c.topic_id, c.next from consumed_offset c join wanted using (topic, partition)
              order by c.topic, c.partition for update of c
            )
            select * from locked union all select * from made
            """;
    private static final String ADVANCE =
            """
            update consumed_offset c set topic_id = t.topic_id, next = t.next
            from unnest($1::text[], $2::int[], $3::text[], $4::bigint[]) as t(topic, partition, topic_id, next)
            where c.topic = t.topic and c.partition = t.partition
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final TopicIds topicIds;
    private final DeadLetters deadLetters;

    Inbox(Pool pool, Outbox outbox, TopicIds topicIds, DeadLetters deadLetters) {
        this.pool = pool;
        this.outbox = outbox;
        this.topicIds = topicIds;
        this.deadLetters = deadLetters;
    }

    /** Applies a batch as it comes from the channel; completes when all of it is applied or put aside. */
    public Uni<Void> apply(ConsumerRecords<String, byte[]> records, Effect effect) {
        return apply(records, record -> true, effect);
    }

    /** Applies what is of one type in a batch as it comes from the channel, and passes over the rest without reading it. */
    public Uni<Void> applyOnly(ConsumerRecords<String, byte[]> records, MessageType type, Effect effect) {
        Optional<MessageType> wanted = Optional.of(type);
        return apply(records, record -> CloudEvents.type(record).equals(wanted), effect);
    }

    private Uni<Void> apply(
            ConsumerRecords<String, byte[]> records, Predicate<ConsumerRecord<String, byte[]>> wanted, Effect effect) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, String> topics = FetchedFrom.take(records, topicIds);
        List<ConsumerRecord<String, byte[]>> some = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<String, byte[]>> all = records.records(partition);
            all.stream().filter(wanted).forEach(some::add);
            // The last one says how far the partition was read, wanted or not.
            if (!wanted.test(all.get(all.size() - 1))) {
                some.add(all.get(all.size() - 1));
            }
        }
        return applyAll(some, topics, effect);
    }

    private Uni<Void> applyAll(
            List<ConsumerRecord<String, byte[]>> records, Map<String, String> topics, Effect effect) {
        return once(records, topics, effect)
                .onFailure(TransientFailure::is)
                .invoke(failure -> LOG.warnf("a batch waits for the database: %s", failure.getMessage()))
                .onFailure(TransientFailure::is)
                .retry()
                .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(2))
                .indefinitely()
                .onFailure()
                .recoverWithUni(failure -> halve(records, topics, effect, failure))
                .invoke(outbox::wake);
    }

    private Uni<Void> halve(
            List<ConsumerRecord<String, byte[]>> records,
            Map<String, String> topics,
            Effect effect,
            Throwable failure) {
        if (records.size() == 1) {
            ConsumerRecord<String, byte[]> bad = records.get(0);
            LOG.errorf(failure, "put aside: %s-%d@%d", bad.topic(), bad.partition(), bad.offset());
            String topicId = topics.get(bad.topic());
            return applyAll(records, topics, (c, messages) -> deadLetters.write(c, bad, topicId, reason(failure)));
        }
        int middle = records.size() / 2;
        return applyAll(records.subList(0, middle), topics, effect)
                .chain(() -> applyAll(records.subList(middle, records.size()), topics, effect));
    }

    private Uni<Void> once(List<ConsumerRecord<String, byte[]>> records, Map<String, String> topics, Effect effect) {
        Map<TopicPartition, Long> ends = new TreeMap<>((a, b) -> a.topic().equals(b.topic())
                ? Integer.compare(a.partition(), b.partition())
                : a.topic().compareTo(b.topic()));
        records.forEach(r -> ends.put(new TopicPartition(r.topic(), r.partition()), r.offset() + 1));
        return pool.withTransaction(c -> lock(c, ends, topics).chain(next -> {
            List<Message> messages = new ArrayList<>(records.size());
            List<Unreadable> unreadable = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < next.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    continue;
                }
                try {
                    messages.add(CloudEvents.read(record));
                } catch (IllegalArgumentException e) {
                    unreadable.add(new Unreadable(record, reason(e)));
                }
            }
            Uni<Void> applied = messages.isEmpty() ? Uni.createFrom().voidItem() : traced(c, messages, effect);
            return applied.chain(() -> OneByOne.each(unreadable, u -> putAside(c, u, topics)))
                    .chain(() -> advance(c, ends, topics, next));
        }));
    }

    private Uni<Void> putAside(SqlConnection c, Unreadable u, Map<String, String> topics) {
        return deadLetters.write(c, u.record(), topics.get(u.record().topic()), u.reason());
    }

    private Uni<Void> traced(SqlConnection c, List<Message> messages, Effect effect) {
        outbox.applying(c, messages);
        return Uni.createFrom().deferred(() -> effect.apply(c, messages)).eventually(() -> outbox.applied(c));
    }

    /** The next offset of each partition, with its row locked: a consumer that was replaced finds its batch done. */
    private Uni<Map<TopicPartition, Long>> lock(
            SqlConnection c, Map<TopicPartition, Long> ends, Map<String, String> topics) {
        return c.preparedQuery(LOCK)
                .execute(Tuple.of(
                        ends.keySet().stream().map(TopicPartition::topic).toArray(String[]::new),
                        ends.keySet().stream().map(TopicPartition::partition).toArray(Integer[]::new)))
                .map(rows -> {
                    Map<TopicPartition, Long> next = new HashMap<>();
                    for (Row row : rows) {
                        String topic = row.getString("topic");
                        if (row.getString("topic_id").equals(topics.get(topic))) {
                            next.put(new TopicPartition(topic, row.getInteger("partition")), row.getLong("next"));
                        }
                    }
                    return next;
                });
    }

    private Uni<Void> advance(
            SqlConnection c,
            Map<TopicPartition, Long> ends,
            Map<String, String> topics,
            Map<TopicPartition, Long> next) {
        return c.preparedQuery(ADVANCE)
                .execute(Tuple.of(
                        ends.keySet().stream().map(TopicPartition::topic).toArray(String[]::new),
                        ends.keySet().stream().map(TopicPartition::partition).toArray(Integer[]::new),
                        ends.keySet().stream().map(p -> topics.get(p.topic())).toArray(String[]::new),
                        ends.entrySet().stream()
                                .map(e -> Math.max(e.getValue(), next.getOrDefault(e.getKey(), 0L)))
                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static String reason(Throwable failure) {
        String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }
}
