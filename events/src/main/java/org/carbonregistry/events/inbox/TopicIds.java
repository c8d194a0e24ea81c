package org.carbonregistry.events.inbox;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The ids Kafka gave to its topics: a topic that was emptied and made anew has another one. */
@Singleton
class TopicIds {

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
            if (admin == null) {
                admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
            }
            admin.describeTopics(topics)
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

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
