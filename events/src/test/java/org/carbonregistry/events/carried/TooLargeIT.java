package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.Test;

/** A message that is too large, at the door and for the broker. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TooLargeIT extends MessagesWorld {

    @Test
    void aRequestThatWouldSayTooMuchIsRefusedByNameAndChangesNothing() {
        String account = account();
        note(account, Message.MOST_BYTES)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("message-too-large"))
                .body("detail", containsString(String.valueOf(Message.MOST_BYTES)));
        assertEquals(0, count("select count(*) from fact where stream = '" + account + "'"));
        assertEquals(0, count("select count(*) from outbox where key = '" + account + "'"));
    }

    @Test
    void theLargestMessageArrives() {
        String account = account();
        int envelope = fact(account, 2, "").data().length + 6 * account.length();
        note(account, Message.MOST_BYTES - envelope - 10).statusCode(204);
        awaitApplied(account, 1, 2);
    }

    @Test
    void whatTheBrokerWillNeverTakeIsPutAsideAndStopsNothing() throws Exception {
        String account = account();
        String other = account();
        takesAtMost(20_000);
        try {
            write(List.of(fact(account, 1), fact(account, 2, "x".repeat(30_000)), fact(account, 3), fact(other, 1)));
            awaitApplied(other, 1);
            awaitApplied(account, 1);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> count("select count(*) from outbox where key = '" + account + "'") == 0);
            String put =
                    "from dead_letter where published and topic = 'registry.accounts' and stream = '" + account + "'";
            await().atMost(60, TimeUnit.SECONDS).until(() -> count("select count(*) " + put) == 1);
            assertEquals(2, count("select number " + put));
            assertTrue(text("select reason " + put).startsWith("RecordTooLarge"), text("select reason " + put));
            assertEquals(1, count("select count(*) from parked_fact where stream = '" + account + "'"));
        } finally {
            takesAtMost(Topic.MOST_RECORD_BYTES);
        }
        // The operator lets the topic take it: it is asked for again and the stream goes on.
        awaitApplied(account, 1, 2, 3);
    }

    @Test
    void aRowThatIsNoMessageIsPutAsideAndStopsNothing() {
        String account = account();
        Message message = fact(account, 1);
        write(List.of(message));
        awaitApplied(account, 1);
        pool.preparedQuery(
                        """
                        insert into outbox (type, key, stream, number, last_number, message_id, time, data)
                        select type, key, stream, number, last_number, gen_random_uuid(), time,
                               convert_to(repeat('x', $2), 'UTF8') from fact where stream = $1
                        """)
                .execute(Tuple.of(account, Topic.MOST_RECORD_BYTES + 1))
                .await()
                .atMost(Duration.ofSeconds(60));
        write(List.of(fact(account, 2)));
        awaitApplied(account, 1, 2);
        String put = "from dead_letter where published and stream = '" + account + "'";
        await().atMost(60, TimeUnit.SECONDS).until(() -> count("select count(*) " + put) == 1);
        assertTrue(text("select reason " + put).startsWith("MessageTooLarge"), text("select reason " + put));
    }

    private static io.restassured.response.ValidatableResponse note(String account, int length) {
        return RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .queryParam("name", "x")
                .queryParam("length", length)
                .post("/v1/notes/" + account)
                .then();
    }

    private static void takesAtMost(int bytes) throws Exception {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.ACCOUNTS.topicName());
            AlterConfigOp set = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get(30, TimeUnit.SECONDS);
            await().atMost(60, TimeUnit.SECONDS).until(() -> admin.describeConfigs(List.of(topic))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(topic)
                    .get("max.message.bytes")
                    .value()
                    .equals(String.valueOf(bytes)));
        }
    }
}
