package org.carbonregistry.events.outbox;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carbonregistry.events.wire.Topic;
import org.jboss.logging.Logger;

/**
 * Sends what was put aside to the dead-letter topic: the record as it came, with {@code dl_id}, {@code dl_topic},
 * {@code dl_partition}, {@code dl_offset} and {@code dl_reason}; only these when it is too large for the topic with them. A crash
 * between sending and marking sends it once more.
 */
@Singleton
class DeadLetterPublisher {

    private static final Logger LOG = Logger.getLogger(DeadLetterPublisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;
    private final RelayProducer producer;

    DeadLetterPublisher(Pool pool, RelayProducer producer) {
        this.pool = pool;
        this.producer = producer;
    }

    /** Sends some of what waits; to be called when no message of the outbox waits, or else they would wait for these. */
    int publish() throws Exception {
        int published = 0;
        for (Row row : pool.query("select * from dead_letter where not published order by id limit 10")
                .execute()
                .await()
                .atMost(PATIENCE)) {
            if (!sent(record(row)) && !sent(withoutWhatCame(row))) {
                LOG.errorf("dead letter %d stays in the table only", row.getLong("id"));
            }
            pool.preparedQuery("update dead_letter set published = true where id = $1")
                    .execute(Tuple.of(row.getLong("id")))
                    .await()
                    .atMost(PATIENCE);
            published++;
        }
        return published;
    }

    /** Whether the broker took it; it never takes what is too large. */
    private boolean sent(ProducerRecord<String, byte[]> record) throws Exception {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (PermanentRefusal.is(e)) {
                return false;
            }
            throw e;
        }
    }

    private static ProducerRecord<String, byte[]> record(Row row) {
        Buffer data = row.getBuffer("data");
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topic.DEAD_LETTERS.topicName(), row.getString("key"), data == null ? null : data.getBytes());
        JsonObject headers = row.getJsonObject("headers");
        headers.forEach(
                h -> record.headers().add(h.getKey(), Base64.getDecoder().decode((String) h.getValue())));
        return why(record, row);
    }

    /** Only where it came from and why, for a record too large for the topic; the rest is in the table. */
    private static ProducerRecord<String, byte[]> withoutWhatCame(Row row) {
        return why(new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, null), row);
    }

    private static ProducerRecord<String, byte[]> why(ProducerRecord<String, byte[]> record, Row row) {
        add(record, "dl_id", String.valueOf(row.getLong("id")));
        add(record, "dl_topic", row.getString("topic"));
        add(record, "dl_partition", String.valueOf(row.getInteger("partition")));
        add(record, "dl_offset", String.valueOf(row.getLong("kafka_offset")));
        add(record, "dl_reason", row.getString("reason"));
        return record;
    }

    private static void add(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
