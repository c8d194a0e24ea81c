package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carbonregistry.events.wire.CloudEvents;

/** Puts a record that cannot be read or applied aside, in the transaction that passes over it. */
@Singleton
class DeadLetters {

    private static final String WRITE =
            """
            insert into dead_letter (topic, partition, kafka_offset, key, reason, headers, data, topic_id, stream, number)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
            """;

    Uni<Void> write(SqlConnection connection, ConsumerRecord<String, byte[]> record, String topicId, String reason) {
        JsonObject headers = new JsonObject();
        record.headers()
                .forEach(h -> headers.put(
                        h.key(), Base64.getEncoder().encodeToString(h.value() == null ? new byte[0] : h.value())));
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.tuple()
                        .addString(record.topic())
                        .addInteger(record.partition())
                        .addLong(record.offset())
                        .addString(record.key())
                        .addString(reason)
                        .addJsonObject(headers)
                        .addBuffer(record.value() == null ? null : Buffer.buffer(record.value()))
                        .addString(topicId)
                        .addString(CloudEvents.stream(record))
                        .addLong(CloudEvents.number(record)))
                .replaceWithVoid();
    }
}
