package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.FactHeads;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a consumer asks for facts again, and when it does not. Here its patience is one second. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class MissingFactsIT extends MessagesWorld {

    @Test
    void whatOnlyWaitsToBeReadIsNotAskedFor() throws Exception {
        String account = account();
        SqlConnection other = pool.getConnection().await().atMost(Duration.ofSeconds(60));
        try {
            // Someone holds the partitions up: the facts are in the topic, the heads arrive first.
            run(other, "begin");
            run(other, "select * from consumed_offset where topic = 'registry.accounts' for update");
            write(List.of(fact(account, 1), fact(account, 2)));
            heads(account, 2);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> count("select count(*) from expected_fact where stream = '" + account
                                    + "' and since < now() - interval '4 seconds'")
                            == 1);
            assertEquals(List.of(), requests(account));
        } finally {
            run(other, "rollback");
            other.close().await().atMost(Duration.ofSeconds(60));
        }
        awaitApplied(account, 1, 2);
        assertEquals(List.of(), requests(account));
    }

    @Test
    @Tag("nightly")
    void whatIsNeverFoundIsAskedForMoreAndMoreSeldom() throws Exception {
        String nobodys = account();
        heads(nobodys, 7);
        await().atMost(60, TimeUnit.SECONDS).until(() -> requests(nobodys).size() >= 4);
        List<Instant> asked = requests(nobodys);
        for (int n = 1; n < 4; n++) {
            Duration between = Duration.between(asked.get(n - 1), asked.get(n));
            assertTrue(between.toMillis() >= 1000L << (n - 1), n + ": " + between);
        }
        run("delete from expected_fact where stream = '" + nobodys + "'");
    }

    @Test
    void whatAppearsAfterManyRequestsIsFollowedByTheNextAtOnce() throws Exception {
        String account = account();
        heads(account, 2);
        await().atMost(60, TimeUnit.SECONDS).until(() -> requests(account).size() >= 2);
        run("update expected_fact set asks = 20 where stream = '" + account + "'");
        keepWithoutPublishing(fact(account, 2));
        write(List.of(fact(account, 1)));
        awaitApplied(account, 1, 2);
    }

    @Test
    void manyThatAreNeverFoundKeepNoOtherFromBeingAskedFor() {
        pool.query(
                        """
                        insert into expected_fact (topic, stream, number)
                        select 'registry.accounts', '0 nobody ' || n, 1 from generate_series(1, 2000) n
                        """)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60));
        String account = account();
        keepWithoutPublishing(fact(account, 1));
        awaitApplied(account, 1);
        run("delete from expected_fact where stream like '0 nobody %'");
    }

    @Test
    void whatThisServicePutAsideIsAskedForOnlyWhenItWasAcknowledged() throws Exception {
        String poisoned = account();
        write(List.of(fact(poisoned, 1, "poison"), fact(poisoned, 2)));
        String letter = "select id from dead_letter where stream = '" + poisoned + "' and number = 1";
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count("select count(*) from parked_fact where stream = '" + poisoned + "'") == 1
                        && count("select count(*) from (" + letter + ") d") == 1);
        // Another stream that is missed later is asked for and comes.
        String account = account();
        keepWithoutPublishing(fact(account, 1));
        awaitApplied(account, 1);
        assertEquals(List.of(), requests(poisoned));

        acknowledge(count(letter));
        await().atMost(60, TimeUnit.SECONDS).until(() -> !requests(poisoned).isEmpty());
    }

    private static void acknowledge(long letter) {
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .contentType("application/json")
                .body("{\"reason\":\"the cause is mended\"}")
                .post("/v1/dead-letters/" + letter + "/acknowledge")
                .then()
                .statusCode(200);
    }

    /** As its publisher would announce it. */
    private static void heads(String stream, long number) throws Exception {
        Instant now = Instant.now();
        FactHeads.Head head = new FactHeads.Head(Topic.ACCOUNTS.topicName(), stream, number);
        send(Message.command(MessageType.FACT_HEADS, "test", now, new FactHeads("test", List.of(head), now)));
    }

    /** When this stream was asked for, in order. */
    private static List<Instant> requests(String stream) {
        List<Instant> times = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RegistryEnvironment.broker().bootstrapServers(),
                        "group.id",
                        "requests-" + UUID.randomUUID()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition all = new TopicPartition(Topic.FACT_REQUESTS.topicName(), 0);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).get(all);
            while (consumer.position(all) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (stream.equals(record.key())) {
                        times.add(CloudEvents.read(record).time());
                    }
                }
            }
        }
        return times;
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(Duration.ofSeconds(60));
    }

    private static void run(SqlConnection connection, String statement) {
        connection.query(statement).execute().await().atMost(Duration.ofSeconds(60));
    }
}
