package org.carbonregistry.events.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Sees that a topic was emptied and made anew under a running consumer, which Kafka does not tell it, and begins it again:
 * otherwise the offsets of the old topic would hide the messages of the new one.
 *
 * <p>Until it sees that, up to 5 s, a consumer may stand still or read the new topic from its old place on. What it reads then it
 * applies under the old id ({@link FetchedFrom}); afterwards it reads everything from the beginning. So nothing is passed over, and
 * some of it comes twice: facts are let through once by their number, commands are done once by their id.
 */
@Singleton
class EmptiedTopics {

    private static final Logger LOG = Logger.getLogger(EmptiedTopics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClientService clients;
    private final TopicIds topicIds;

    EmptiedTopics(KafkaClientService clients, TopicIds topicIds) {
        this.clients = clients;
        this.topicIds = topicIds;
    }

    @Scheduled(every = "${registry.emptied-topics.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        topicIds.changed().forEach((topic, id) -> {
            LOG.warnf("%s was made anew: it is read from its beginning", topic);
            try {
                for (String channel : clients.getConsumerChannels()) {
                    for (KafkaConsumer<Object, Object> consumer : clients.getConsumers(channel)) {
                        begin(consumer, topic, id);
                    }
                }
                topicIds.remember(topic, id);
            } catch (RuntimeException e) {
                LOG.warnf("%s is begun again later: %s", topic, e.getMessage());
            }
        });
    }

    // Together on the polling thread: no batch is fetched between the new id and the new place.
    private void begin(KafkaConsumer<Object, Object> kafka, String topic, String id) {
        kafka.runOnPollingThread(consumer -> {
                    List<TopicPartition> assigned = consumer.assignment().stream()
                            .filter(partition -> partition.topic().equals(topic))
                            .toList();
                    if (!assigned.isEmpty()) {
                        topicIds.remember(topic, id);
                        assigned.forEach(partition -> consumer.seek(partition, 0));
                    }
                })
                .await()
                .atMost(PATIENCE);
    }
}
