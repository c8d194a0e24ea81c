package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/** A service that says facts about accounts and a consumer that notes them, over the real broker and database. */
abstract class MessagesWorld {

    static final CloudEvents WIRE = new CloudEvents("/test", "http://127.0.0.1/schemas/");

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    static String account() {
        return "A" + UUID.randomUUID();
    }

    static AccountChanged content(String account, long number, String name) {
        return new AccountChanged(account, number, "acme-air", "trading", null, name, "open", Instant.now());
    }

    static Message fact(String account, long number) {
        return fact(account, number, "Trading");
    }

    static Message fact(String account, long number, String name) {
        return Message.fact(
                MessageType.ACCOUNT_CHANGED, account, number, Instant.now(), content(account, number, name));
    }

    void write(List<Message> messages) {
        pool.withTransaction(c -> outbox.write(c, messages)).await().atMost(Duration.ofSeconds(60));
        outbox.wake();
    }

    /** As if the message had been published and then lost. */
    void keepWithoutPublishing(Message message) {
        pool.withTransaction(c -> outbox.write(c, List.of(message))
                        .chain(() -> c.preparedQuery("delete from outbox where message_id = $1")
                                .execute(Tuple.of(message.id()))))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    static void send(Message... messages) throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (Message message : messages) {
                producer.send(WIRE.write(message)).get();
            }
        }
    }

    static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void awaitApplied(String stream, long... numbers) {
        List<Long> expected = new ArrayList<>();
        for (long number : numbers) {
            expected.add(number);
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> applied(stream), expected::equals);
    }

    /** Until heads were announced so many times from now on. */
    void awaitAnnouncements(int times) {
        Set<Long> rounds = new HashSet<>();
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            rounds.add(count("select xmin::text::bigint from announced_heads"));
            return rounds.size() > times;
        });
    }

    List<Long> applied(String stream) {
        List<Long> numbers = new ArrayList<>();
        for (Row row : pool.preparedQuery("select number from applied where stream = $1 order by n")
                .execute(Tuple.of(stream))
                .await()
                .atMost(Duration.ofSeconds(60))) {
            numbers.add(row.getLong(0));
        }
        return numbers;
    }

    String text(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60))
                .iterator()
                .next()
                .getString(0);
    }

    long count(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60))
                .iterator()
                .next()
                .getLong(0);
    }
}
