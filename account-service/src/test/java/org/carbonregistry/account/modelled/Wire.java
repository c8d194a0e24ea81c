package org.carbonregistry.account.modelled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/**
 * The other services as this one sees them. Facts are kept once each; one that comes again must be the same byte for byte, and
 * so must the outcome of an order.
 */
final class Wire {

    private static final List<String> ANSWERS =
            List.of("registry.ledger", "registry.accounts", "registry.holds", "registry.order-outcomes");
    private static final CloudEvents WRITE = new CloudEvents("/test", "http://127.0.0.1/schemas/");

    private final Cluster cluster;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Message> facts = new LinkedHashMap<>();
    private final List<Message> news = new ArrayList<>();
    private final Map<String, CompletableFuture<Message>> answers = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();
    private final Set<String> contradictions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeats = new AtomicInteger();

    Wire(Cluster cluster) {
        this.cluster = cluster;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.broker().bootstrapServers(), "linger.ms", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
        Thread reader = new Thread(this::read, "published");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends a message as often as told, the same bytes each time. */
    void send(Message message, int times) {
        ProducerRecord<String, byte[]> record = WRITE.write(message);
        for (int i = 0; i < times; i++) {
            producer.send(record);
        }
    }

    /** The outcome of an order, or the fact that a block was opened: what comes under this key first. */
    Message answer(String key) {
        try {
            return answers.computeIfAbsent(key, k -> new CompletableFuture<>()).get(90, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Wrong("nothing came of order " + key + " for 90 s: it is stuck");
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was published since this was asked last, each fact once, in the order of its stream. */
    List<Message> news() {
        drain();
        synchronized (facts) {
            List<Message> since = List.copyOf(news);
            news.clear();
            return since;
        }
    }

    /** Every fact so far. */
    List<Message> facts() {
        synchronized (facts) {
            return List.copyOf(facts.values());
        }
    }

    /** How many messages came more than once. */
    int repeats() {
        return repeats.get();
    }

    /** Waits until everything that was committed is published and read here. */
    void drain() {
        Awaitility.await("the outbox is empty")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> cluster.number("select count(*) from outbox") == 0);
        try (KafkaConsumer<String, byte[]> ends = consumer()) {
            Map<TopicPartition, Long> upto = ends.endOffsets(partitions(ends));
            Awaitility.await("what was published is read")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            upto.entrySet().stream().allMatch(e -> read.getOrDefault(e.getKey(), 0L) >= e.getValue()));
        }
        if (!contradictions.isEmpty()) {
            throw new Wrong("came again with another content: " + contradictions);
        }
    }

    /** Sends every record of a topic once more, byte for byte; how many there were. */
    int sendAllAgain(String topic) {
        int sent = 0;
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> r : consumer.poll(Duration.ofMillis(100))) {
                    if (r.offset() < ends.get(new TopicPartition(r.topic(), r.partition()))) {
                        producer.send(new ProducerRecord<>(topic, r.partition(), r.key(), r.value(), r.headers()));
                        sent++;
                    }
                }
            }
            producer.flush();
            Map<TopicPartition, Long> upto = consumer.endOffsets(partitions);
            Awaitility.await("the service has read all of " + topic)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> upto.entrySet().stream().allMatch(e -> consumed(e.getKey()) >= e.getValue()));
        }
        return sent;
    }

    private long consumed(TopicPartition p) {
        return cluster.number("select coalesce(max(next), 0) from consumed_offset where topic = '" + p.topic()
                + "' and partition = " + p.partition());
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    take(CloudEvents.read(record));
                    read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
        }
    }

    private void take(Message message) {
        String name = message.isFact()
                ? message.type().topic().topicName() + " " + message.stream() + "#" + message.number()
                : message.key();
        synchronized (facts) {
            Message before = facts.putIfAbsent(name, message);
            if (before == null) {
                news.add(message);
            } else {
                repeats.incrementAndGet();
                boolean same = Arrays.equals(before.data(), message.data())
                        && (!message.isFact() || before.id().equals(message.id()));
                if (!same) {
                    contradictions.add(name);
                }
            }
        }
        if (!message.isFact() || message.number() == 1) {
            answers.computeIfAbsent(message.key(), k -> new CompletableFuture<>())
                    .complete(message);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String... topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        Set<String> names = new HashSet<>(topics.length == 0 ? ANSWERS : List.of(topics));
        names.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition()))));
        return partitions;
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.broker().bootstrapServers(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
