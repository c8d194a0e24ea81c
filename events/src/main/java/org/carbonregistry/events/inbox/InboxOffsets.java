package org.carbonregistry.events.inbox;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Starts each assigned partition where the database says it was applied up to; a topic made anew from its beginning. */
@ApplicationScoped
@Identifier("inbox")
class InboxOffsets implements KafkaConsumerRebalanceListener {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pool pool;
    private final TopicIds topicIds;
    private final CompletableFuture<RowSet<Row>> stopped = new CompletableFuture<>();

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
        for (Row row : stored(topics)) {
            if (row.getString("topic_id").equals(topicIds.of(row.getString("topic")))) {
                stored.put(
                        new TopicPartition(row.getString("topic"), row.getInteger("partition")), row.getLong("next"));
            }
        }
        partitions.forEach(p -> consumer.seek(p, stored.getOrDefault(p, 0L)));
    }

    private RowSet<Row> stored(Set<String> topics) {
        Uni<RowSet<Row>> read = pool.preparedQuery(
                        "select topic, partition, topic_id, next from consumed_offset where topic = any($1)")
                .execute(Tuple.of(topics.toArray(new String[0])))
                .onFailure(TransientFailure::is)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .atMost(30);
        return Uni.combine()
                .any()
                .of(read, Uni.createFrom().completionStage(stopped::copy))
                .await()
                .atMost(PATIENCE);
    }

    /** A query to a pool that is being closed is never answered; the consumer has to leave its group all the same. */
    void stop(@Observes ShutdownEvent event) {
        stopped.completeExceptionally(new IllegalStateException("the service stops"));
    }
}
