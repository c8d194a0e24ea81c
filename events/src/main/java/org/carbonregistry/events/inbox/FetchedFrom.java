package org.carbonregistry.events.inbox;

import io.quarkus.arc.Arc;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Notes on the first record of each partition, while it is fetched, the id of the topic that the consumer then read. A batch that
 * is still on its way when the topic is made anew is so applied under the id of the old one, and does not move the place in the new
 * one.
 */
public class FetchedFrom implements ConsumerInterceptor<String, byte[]> {

    private static final String HEADER = "registry-topic-id";

    /** Takes the notes off the records: topic → id. Records without one were not fetched through this class. */
    static Map<String, String> take(ConsumerRecords<String, byte[]> records, TopicIds present) {
        Map<String, String> ids = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<String, byte[]> record = records.records(partition).get(0);
            Header note = record.headers().lastHeader(HEADER);
            ids.putIfAbsent(
                    record.topic(),
                    note == null ? present.of(record.topic()) : new String(note.value(), StandardCharsets.US_ASCII));
            record.headers().remove(HEADER);
        }
        return ids;
    }

    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
        if (!records.isEmpty()) {
            TopicIds present = Arc.container().instance(TopicIds.class).get();
            for (TopicPartition partition : records.partitions()) {
                Headers headers = records.records(partition).get(0).headers();
                headers.remove(HEADER);
                headers.add(HEADER, present.of(partition.topic()).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Offsets are kept in the database.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to set.
    }
}
