package org.carbonregistry.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/** Stands in for the ledger: opens what is ordered, over the real broker, and can be told to lose orders. */
public final class FakeLedger {

    private static final CloudEvents WIRE = new CloudEvents("/account-service", "http://127.0.0.1/schemas/");

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers(), "linger.ms", "2"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final List<BlockOrdered> orders = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> toLose = new ConcurrentHashMap<>();

    FakeLedger() {
        Thread thread = new Thread(this::run, "fake-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    /** Loses the next orders for a block, or for the blocks of a project. */
    public void lose(String blockOrProject, int times) {
        toLose.put(blockOrProject, times);
    }

    /** The orders for blocks of a project, as they came. */
    public List<BlockOrdered> orders(String project) {
        return orders.stream()
                .filter(order -> order.description().project().equals(project))
                .toList();
    }

    public void send(Message message) {
        producer.send(WIRE.write(message));
    }

    /** Tells that a block is open, as often as one likes. */
    public void open(BlockOrdered order) {
        Instant now = Instant.now();
        long quantity = order.description().quantity();
        send(Message.fact(
                MessageType.BLOCK_OPENED,
                order.description().block(),
                1,
                now,
                new BlockOpened(
                        order.description(),
                        1,
                        List.of(new MovedRange(1, quantity, "AAAA")),
                        order.bufferQuantity(),
                        order.issuance(),
                        UUID.randomUUID(),
                        1,
                        1,
                        order.effectiveDate(),
                        order.sourceRanges(),
                        now)));
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", RegistryEnvironment.broker().bootstrapServers(),
                        "group.id", "fake-ledger",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("registry.block-orders"));
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    take(CloudEvents.read(record).content(BlockOrdered.class));
                }
            }
        }
    }

    private void take(BlockOrdered order) {
        orders.add(order);
        boolean lost = isLost(order.description().block())
                || isLost(order.description().project());
        if (!lost) {
            open(order);
        }
    }

    private boolean isLost(String blockOrProject) {
        Integer left = toLose.computeIfPresent(blockOrProject, (name, times) -> times - 1);
        return left != null && left >= 0;
    }
}
