package org.carbonregistry.retirement;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetiredPart;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/**
 * Stands in for the ledger: takes orders and answers them. What it does depends on the vintage that is asked for: {@link
 * #REFUSES}, {@link #LOSES_ONCE}, {@link #LOSES_OUTCOME_ONCE}, {@link #ANSWERS_TWICE}, {@link #SILENT}, {@link
 * #NEEDS_APPROVAL}, {@link #LOSES_APPROVED_ONCE}; any other is executed. A repeated order is answered with its first outcome.
 */
public final class FakeLedger implements AutoCloseable {

    /** Orders of this vintage are refused: insufficient units. */
    public static final int REFUSES = 2001;
    /** The first order of this vintage is lost. */
    public static final int LOSES_ONCE = 2002;
    /** Orders of this vintage are answered twice, the second time with a refusal. */
    public static final int ANSWERS_TWICE = 2003;
    /** Orders of this vintage are never answered. */
    public static final int SILENT = 2004;
    /** Orders of this vintage are executed, but the first outcome is lost. */
    public static final int LOSES_OUTCOME_ONCE = 2005;

    /** Orders of this vintage are executed once a second representative has approved them. */
    public static final int NEEDS_APPROVAL = 2006;
    /** The same, but the first order that is approved is lost. */
    public static final int LOSES_APPROVED_ONCE = 2007;

    private static final CloudEvents WIRE = new CloudEvents("/account-service", "http://127.0.0.1/schemas/");

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers(), "linger.ms", "2"),
            new StringSerializer(),
            new ByteArraySerializer());
    private final Map<UUID, Integer> seen = new ConcurrentHashMap<>();
    private final Map<UUID, Message> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong unit = new AtomicLong();
    private final Thread thread = new Thread(this::run, "fake-ledger");
    private volatile boolean open = true;

    FakeLedger() {
        thread.setDaemon(true);
        thread.start();
    }

    /** How often an order came. */
    public int seen(UUID retirement) {
        return seen.getOrDefault(retirement, 0);
    }

    /** What was answered to an order, or null. */
    public Message outcome(UUID retirement) {
        return outcomes.get(retirement);
    }

    /** Publishes any message. */
    public void send(Message message) {
        producer.send(WIRE.write(message));
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", RegistryEnvironment.broker().bootstrapServers(),
                        "group.id", "fake-ledger",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("registry.retirement-orders"));
            while (open) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    answer(CloudEvents.read(record).content(RetirementOrdered.class));
                }
            }
        }
    }

    private void answer(RetirementOrdered order) {
        int times = seen.merge(order.retirement(), 1, Integer::sum);
        int vintage = order.vintage() == null ? 2020 : order.vintage();
        if (vintage == SILENT || vintage == LOSES_ONCE && times == 1) {
            return;
        }
        if (vintage == NEEDS_APPROVAL || vintage == LOSES_APPROVED_ONCE) {
            if (order.approvedBy() == null || order.approvedBy().equals(order.actor())) {
                send(refused(order.retirement(), "approval-required"));
                return;
            }
            if (vintage == LOSES_APPROVED_ONCE && times == 2) {
                return;
            }
        }
        Message outcome = outcomes.computeIfAbsent(
                order.retirement(), id -> vintage == REFUSES ? refused(id) : executed(order, vintage));
        if (vintage == LOSES_OUTCOME_ONCE && times == 1) {
            return;
        }
        send(outcome);
        if (vintage == ANSWERS_TWICE) {
            send(outcome);
            send(refused(order.retirement()));
        }
    }

    /** The outcome that an order is refused. */
    public static Message refused(UUID retirement) {
        return refused(retirement, "insufficient-units");
    }

    /** The outcome that an order is refused by a rule. */
    public static Message refused(UUID retirement, String code) {
        return outcome(
                MessageType.RETIREMENT_REFUSED,
                retirement,
                new RetirementRefused(retirement, code, "refused: " + code, "/quantity", true, Instant.now()));
    }

    /** What the ledger says of units of a programme that it retired. */
    public RetirementExecuted executed(UUID retirement, String program, long quantity) {
        return executed(retirement, program, quantity, 2020);
    }

    /** The outcome that units of CCR were used up, as if a second copy of the order had come. */
    public Message executed(UUID retirement, long quantity) {
        return outcome(MessageType.RETIREMENT_EXECUTED, retirement, executed(retirement, "CCR", quantity));
    }

    private Message executed(RetirementOrdered order, int vintage) {
        return outcome(
                MessageType.RETIREMENT_EXECUTED,
                order.retirement(),
                executed(
                        order.retirement(),
                        order.program() == null ? "CCR" : order.program(),
                        order.quantity() == null ? 10 : order.quantity(),
                        vintage));
    }

    private RetirementExecuted executed(UUID retirement, String program, long quantity, int vintage) {
        long first = unit.getAndAdd(quantity) + 1;
        BlockDescription block = new BlockDescription(
                program + "-58",
                program,
                program + "-1042",
                "1042",
                "KE",
                58,
                LocalDate.of(vintage, 1, 1),
                LocalDate.of(vintage, 12, 31),
                1000,
                1_000_000_000_000L);
        return new RetirementExecuted(
                retirement,
                program,
                quantity,
                1000,
                List.of(new RetiredPart(block, first, List.of(UnitRange.ofQuantity(first, quantity)))),
                Instant.now());
    }

    private static Message outcome(MessageType type, UUID retirement, Record content) {
        return Message.command(type, retirement.toString(), Instant.now(), content);
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join();
        producer.close();
    }
}
