package org.carbonregistry.deploy.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * One issuance of a billion credits. The time in the ledger is from the moment the order lies on its topic to the moment the
 * fact that the block is open does: both are the broker's records, so relay and broker are in it.
 */
final class LargeIssuance {

    private static final long UNITS = 1_000_000_000L;
    private static final long PATIENCE_SECONDS = 30;

    private final Stage stage;
    private final PrepareRegister prepare;
    private final Databases databases;

    LargeIssuance(Stage stage, PrepareRegister prepare, Databases databases) {
        this.stage = stage;
        this.prepare = prepare;
        this.databases = databases;
    }

    /**
     * Issues one block after the other.
     *
     * @param projectNumber a number no other project of the programme has; as many following are used
     */
    Figure run(String name, int projectNumber, int times) throws SQLException, InterruptedException {
        double load = Machine.loadAverageNow();
        String account = stage.register().accounts().get(0);
        Latency inLedger = new Latency();
        Map<String, Double> cpuBefore = stage.processes().cpu();
        long began = System.nanoTime();
        long rows = 0;
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String block = prepare.issue(projectNumber + i, account, 1, UNITS).get(0);
            long took = millisInLedger(block);
            inLedger.record(TimeUnit.MILLISECONDS.toNanos(took));
            millis.add((double) took);
            rows += databases.number(
                    "account",
                    "select count(*) from holding h join block b on b.id = h.block_id where b.name = '" + block + "'");
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Double> cpu = Processes.between(cpuBefore, stage.processes().cpu());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("units", UNITS);
        details.put("millisInLedger", millis);
        details.put("holdingRowsEach", rows / (double) times);
        return new Figure(name, times, 0, seconds, inLedger.percentiles(), null, cpu, List.of(), load, details);
    }

    private long millisInLedger(String block) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", stage.registry().kafka());
        settings.put("key.deserializer", StringDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            long ordered = timestamp(consumer, "registry.block-orders", block);
            long opened = timestamp(consumer, "registry.ledger", block);
            return opened - ordered;
        }
    }

    /** When the first record of this key was put on a topic; it is looked for among the latest. */
    private static long timestamp(KafkaConsumer<String, byte[]> consumer, String topic, String key) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - 100)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (key.equals(record.key())) {
                    return record.timestamp();
                }
            }
        }
        throw new IllegalStateException("no record of " + key + " came on " + topic);
    }
}
