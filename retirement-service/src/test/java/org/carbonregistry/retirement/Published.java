package org.carbonregistry.retirement;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;

/** What is on a topic, from its beginning on, as a partner would read it. */
public final class Published implements AutoCloseable {

    /** A fact on the topic. */
    public record Fact(String id, String type, String sequence, String data) {

        static Fact of(ConsumerRecord<String, byte[]> record) {
            return new Fact(
                    header(record, "ce_id"),
                    header(record, "ce_type"),
                    header(record, "ce_sequence"),
                    new String(record.value(), StandardCharsets.UTF_8));
        }

        private static String header(ConsumerRecord<String, byte[]> record, String name) {
            return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deque<ConsumerRecord<String, byte[]>> read = new ArrayDeque<>();

    public Published(String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** The next fact with a key; fails when none comes within 60 s. */
    public Fact next(String key) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            while (!read.isEmpty()) {
                ConsumerRecord<String, byte[]> record = read.poll();
                if (key.equals(record.key())) {
                    return Fact.of(record);
                }
            }
            consumer.poll(Duration.ofMillis(200)).forEach(read::add);
        }
        throw new AssertionError("no fact with key " + key);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
