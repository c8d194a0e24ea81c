package org.carbonregistry.events.inbox;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Starts each assigned partition where the database says it was applied up to; a topic made anew from its beginning. */
@ApplicationScoped
@Identifier("inbox")
class InboxOffsets implements KafkaConsumerRebalanceListener {

    private final Pool pool;
    private final TopicIds topicIds;

    InboxOffsets(Pool pool, TopicIds topicIds) {
        this.pool = pool;
        this.topicIds = topicIds;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        topicIds.refresh(topics);
        Map<TopicPartition, Long> stored = new HashMap<>();
        for (Row row : pool.preparedQuery(
                        "select topic, partition, topic_id, next from consumed_offset where topic = any($1)")
                .execute(Tuple.of(topics.toArray(new String[0])))
                .onFailure(TransientFailure::is)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(30)
                .await()
                .atMost(Duration.ofSeconds(60))) {
            if (row.getString("topic_id").equals(topicIds.of(row.getString("topic")))) {
                stored.put(
                        new TopicPartition(row.getString("topic"), row.getInteger("partition")), row.getLong("next"));
            }
        }
        partitions.forEach(p -> consumer.seek(p, stored.getOrDefault(p, 0L)));
    }
}
