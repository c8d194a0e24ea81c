package org.carbonregistry.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/** The other services as this one sees them: orders go in over the real broker, facts and outcomes are read from it. */
final class Broker {

    private static final CloudEvents WIRE = new CloudEvents("/test", "http://127.0.0.1/schemas/");
    private static Broker shared;

    private final List<Message> published = new CopyOnWriteArrayList<>();
    private volatile boolean listening = true;
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers(), "linger.ms", "2"),
            new StringSerializer(),
            new ByteArraySerializer());

    private Broker() {
        Thread reader = new Thread(this::read, "published");
        reader.setDaemon(true);
        reader.start();
    }

    static synchronized Broker shared() {
        if (shared == null) {
            shared = new Broker();
        }
        return shared;
    }

    void send(Message message) {
        producer.send(WIRE.write(message));
    }

    /** What the service published, in the order of each key. */
    List<Message> published() {
        return published;
    }

    /** Whether what is published from now on is kept; a test of real size reads the database instead. */
    void listen(boolean whether) {
        listening = whether;
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RegistryEnvironment.broker().bootstrapServers(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("registry.ledger", "registry.accounts", "registry.order-outcomes"));
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    if (listening) {
                        published.add(CloudEvents.read(record));
                    }
                }
            }
        }
    }
}
