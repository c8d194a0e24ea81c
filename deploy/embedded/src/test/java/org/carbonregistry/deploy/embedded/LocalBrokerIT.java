package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalBrokerIT {

    private LocalBroker broker;

    @BeforeAll
    void start(@TempDir Path folder) {
        broker = LocalBroker.start(folder.resolve("kafka"), 0);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void acknowledgedMessagesSurviveAKillAndTheBrokerIsBackWithinSeconds() throws Exception {
        // Given
        broker.createTopics(Map.of("survivors", 2));
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>("survivors", "key", "before")).get(10, TimeUnit.SECONDS);
            // When
            broker.kill();
            assertFalse(broker.process().isAlive());
            broker.restart();
            // Then
            producer.send(new ProducerRecord<>("survivors", "key", "after")).get(20, TimeUnit.SECONDS);
        }
        assertEquals(List.of("before", "after"), read("survivors", 2));
    }

    @Test
    void creatingTopicsAgainChangesNothing() {
        broker.createTopics(Map.of("twice", 1));
        broker.createTopics(Map.of("twice", 1, "once", 3));
        assertEquals(1, partitions("twice"));
        assertEquals(3, partitions("once"));
    }

    @Test
    void aTopicIsKeptForAsLongAsItsLineSays() throws Exception {
        String lines = "week=1,7\never=2\n";
        LocalBroker.createTopics(
                broker.bootstrapServers(),
                TopicLine.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))));
        assertEquals(Long.toString(Duration.ofDays(7).toMillis()), retention("week"));
        assertEquals("-1", retention("ever"));
    }

    private String retention(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(resource)
                    .get("retention.ms")
                    .value();
        }
    }

    @Test
    void noTopicComesIntoBeingByMistake() {
        try (KafkaProducer<String, String> producer = producer()) {
            assertThrows(ExecutionException.class, () -> producer.send(new ProducerRecord<>("mistake", "lost"))
                    .get(10, TimeUnit.SECONDS));
        }
    }

    private int partitions(String topic) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return consumer.partitionsFor(topic).size();
        }
    }

    private List<String> read(String topic, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "LocalBrokerIT",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", "5000"),
                new StringSerializer(),
                new StringSerializer());
    }
}
