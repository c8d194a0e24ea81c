package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The ids Kafka gave to its topics: a topic that was emptied and made anew has another one. */
@Singleton
class TopicIds {

    private static final Logger LOG = Logger.getLogger(TopicIds.class);

    private final String servers;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private Admin admin;

    TopicIds(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092") String servers) {
        this.servers = servers;
    }

    String of(String topic) {
        return ids.getOrDefault(topic, "unknown");
    }

    /** Asks the broker; blocks. A broker that does not answer leaves the ids as they were. */
    synchronized void refresh(Collection<String> topics) {
        try {
            admin().describeTopics(topics)
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS)
                    .forEach((name, description) ->
                            ids.put(name, description.topicId().toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("topic ids cannot be read: " + e.getMessage(), e);
        }
    }

    /** The topics that have another id than the one remembered, with their present ids; blocks. */
    synchronized Map<String, String> changed() {
        Map<String, String> changed = new HashMap<>();
        if (admin == null) {
            return changed;
        }
        admin.describeTopics(Set.copyOf(ids.keySet())).topicNameValues().forEach((name, described) -> {
            try {
                String now = described.get(10, TimeUnit.SECONDS).topicId().toString();
                if (!now.equals(ids.get(name))) {
                    changed.put(name, now);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("topic %s is not there now: %s", name, e.getMessage());
            }
        });
        return changed;
    }

    /** Where each partition of a topic ends now; fails when the broker does not answer. Does not block. */
    Uni<Map<TopicPartition, Long>> ends(String topic) {
        Admin asked = admin();
        return Uni.createFrom()
                .completionStage(() -> asked.describeTopics(Set.of(topic))
                        .topicNameValues()
                        .get(topic)
                        .toCompletionStage())
                .chain(description -> Uni.createFrom()
                        .completionStage(() -> asked.listOffsets(description.partitions().stream()
                                        .collect(Collectors.toMap(
                                                p -> new TopicPartition(topic, p.partition()),
                                                p -> OffsetSpec.latest())))
                                .all()
                                .toCompletionStage()))
                .map(ends -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
                    return offsets;
                });
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
        }
        return admin;
    }

    /** Remembers the present id of a topic. */
    void remember(String topic, String id) {
        ids.put(topic, id);
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
