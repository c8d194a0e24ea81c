package org.carbonregistry.events.outbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.events.wire.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The Kafka producer of the relay: acknowledged by all replicas, idempotent, so retries keep the order. */
@Singleton
class RelayProducer {

    private final Map<String, Object> settings;
    private KafkaProducer<String, byte[]> producer;

    RelayProducer(
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092") String servers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        settings = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.CLIENT_ID_CONFIG,
                service + "-relay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                600_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.MOST_RECORD_BYTES));
        // What is taken out of the outbox at once, a thousand messages, goes out in few requests. A batch stays as
        // small
        // as the client makes it: larger than what a topic takes, it would be split for ever.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    }

    synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer.send(record);
    }

    /** Lets go of what is on its way; the next send begins anew. */
    synchronized void renew() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }
}
