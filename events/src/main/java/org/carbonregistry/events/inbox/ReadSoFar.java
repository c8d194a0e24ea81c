package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells what is lost from what only waits to be read: notes where the partitions of a topic end, and when all replicas together
 * have applied everything before those ends, the topic was read up to the moment of the note. Then it notes the new ends.
 */
@Singleton
class ReadSoFar {

    private static final Logger LOG = Logger.getLogger(ReadSoFar.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where a topic with this id ended at a moment of the database's clock. */
    private record Ends(OffsetDateTime at, String topicId, Map<TopicPartition, Long> offsets) {}

    private final Pool pool;
    private final TopicIds topicIds;
    private final Map<String, Ends> noted = new ConcurrentHashMap<>();
    private final Map<String, OffsetDateTime> readUpTo = new ConcurrentHashMap<>();

    ReadSoFar(Pool pool, TopicIds topicIds) {
        this.pool = pool;
        this.topicIds = topicIds;
    }

    /**
     * Up to which moment each of these topics was read, as far as it is known; a topic whose ends the broker does not tell now, and
     * one that was not read up to any moment yet, is missing.
     */
    Uni<Map<String, OffsetDateTime>> look(List<String> topics) {
        noted.keySet().retainAll(topics);
        readUpTo.keySet().retainAll(topics);
        return Multi.createFrom()
                .iterable(topics)
                .onItem()
                .transformToUniAndConcatenate(this::look)
                .collect()
                .asList()
                .map(done -> Map.copyOf(readUpTo));
    }

    private Uni<Boolean> look(String topic) {
        return applied(topic).chain(applied -> {
            Ends ends = noted.get(topic);
            boolean anew = ends == null || !ends.topicId().equals(topicIds.of(topic));
            if (anew) {
                readUpTo.remove(topic);
            } else if (isRead(ends, applied)) {
                readUpTo.put(topic, ends.at());
            }
            return anew || isRead(ends, applied)
                    ? note(topic)
                    : Uni.createFrom().item(true);
        });
    }

    private static boolean isRead(Ends ends, Map<Integer, Long> applied) {
        return ends.offsets().entrySet().stream()
                .allMatch(end -> applied.getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }

    private Uni<Boolean> note(String topic) {
        String id = topicIds.of(topic);
        return pool.query("select clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                .chain(now -> topicIds.ends(topic)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .map(offsets -> noted.put(topic, new Ends(now, id, offsets)) == null)
                        .onFailure()
                        .invoke(failure -> {
                            noted.remove(topic);
                            LOG.debugf("the ends of %s are not known now: %s", topic, failure.getMessage());
                        })
                        .onFailure()
                        .recoverWithItem(false));
    }

    private Uni<Map<Integer, Long>> applied(String topic) {
        return pool.preparedQuery("select partition, topic_id, next from consumed_offset where topic = $1")
                .execute(Tuple.of(topic))
                .map(rows -> {
                    Map<Integer, Long> next = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getString("topic_id").equals(topicIds.of(topic))) {
                            next.put(row.getInteger("partition"), row.getLong("next"));
                        }
                    }
                    return next;
                });
    }
}
