package org.carbonregistry.publicapi;

import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/** The other services, as this one knows them: facts on topics. And what became of the facts here. */
public final class Registry {

    private static final CloudEvents WIRE = new CloudEvents("/test", "http://127.0.0.1/schemas/");

    private Registry() {}

    /** Publishes messages as they are, in the order given. */
    public static void publish(Message... messages) {
        publish(List.of(messages));
    }

    public static void publish(List<Message> messages) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        RegistryEnvironment.broker().bootstrapServers(),
                        "linger.ms",
                        5,
                        "batch.size",
                        200_000),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
            for (Message message : messages) {
                sent.add(producer.send(WIRE.write(message)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<Row> rows(Pool pool, String query, Object... values) {
        List<Row> rows = new ArrayList<>();
        pool.preparedQuery(query)
                .execute(Tuple.from(values))
                .await()
                .atMost(Duration.ofSeconds(60))
                .forEach(rows::add);
        return rows;
    }

    /** The one number a query answers. */
    public static long count(Pool pool, String query, Object... values) {
        return rows(pool, query, values).get(0).getLong(0);
    }

    public static void awaitCount(Pool pool, long expected, String query, Object... values) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> count(pool, query, values), n -> n == expected);
    }
}
