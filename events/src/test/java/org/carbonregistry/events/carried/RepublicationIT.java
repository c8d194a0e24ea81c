package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RepublicationIT extends MessagesWorld {

    private static final int STREAMS = 200;
    private static final int EACH = 100;

    private final String run = UUID.randomUUID().toString();

    /** The relay stands still while the republication begins, so what went out before the live message is no matter of luck. */
    @Test
    void aLiveMessageStandsBehindTwoPagesOfTwentyThousandFactsAtMost() {
        twentyThousandFacts();
        RegistryEnvironment.broker().kill();
        String live = "live-" + run;
        try {
            long first = republish();
            await().atMost(60, TimeUnit.SECONDS).until(() -> count("select count(*) from outbox") >= 1000);
            assertEquals(first, republish(), "one run at a time");
            write(List.of(fact(live, 1)));
            assertTrue(count("select count(*) from outbox") < 2000, "the outbox stays small");
        } finally {
            RegistryEnvironment.broker().restart();
        }
        awaitFinished();
        awaitApplied(live, 1);
        assertTrue(count("select facts from republication order by id desc limit 1") >= STREAMS * EACH);
        Place place = place(live);
        assertTrue(place.before() < 2000 && place.after() > 2000, place.toString());
    }

    @Test
    void whatAReplicaBeganBeforeItCrashedIsGoneOnWith() {
        List<Message> facts = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            facts.add(fact("begun-" + run, number));
        }
        write(facts);
        String positions = " from fact where stream = 'begun-" + run + "'";
        pool.query(
                        "insert into republication (asked_by, position, upto, facts) select 'rosa', min(position) + 11, max(position), 12"
                                + positions)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(60));
        awaitFinished();
        assertEquals(20, count("select facts from republication order by id desc limit 1"));
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("olga", "registry", "auditor"))
                .get("/v1/republications?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].facts", org.hamcrest.Matchers.equalTo(20))
                .body("items[0].finishedAt", org.hamcrest.Matchers.notNullValue());
    }

    private void twentyThousandFacts() {
        for (int from = 0; from < STREAMS; from += 20) {
            List<Message> facts = new ArrayList<>();
            for (int stream = from; stream < from + 20; stream++) {
                for (int number = 1; number <= EACH; number++) {
                    facts.add(fact(run + "-" + stream, number));
                }
            }
            write(facts);
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> count("select count(*) from outbox") == 0);
    }

    private void awaitFinished() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count("select count(*) from republication where finished_at is null") == 0
                        && count("select count(*) from outbox") == 0);
    }

    private static long republish() {
        return RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/republications")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** How many messages were published again before and after the live one, in its partition. */
    private record Place(int before, int after) {}

    private Place place(String live) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RegistryEnvironment.broker().bootstrapServers(),
                        "group.id",
                        "place-" + UUID.randomUUID()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(Topic.ACCOUNTS.topicName()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            ConsumerRecord<String, byte[]> own = records.stream()
                    .filter(record -> live.equals(record.key()))
                    .findFirst()
                    .orElseThrow();
            Set<String> seen = new HashSet<>();
            int before = 0;
            int after = 0;
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.partition() == own.partition()
                        && record.key() != null
                        && record.key().startsWith(run)) {
                    String fact = record.key()
                            + new String(
                                    record.headers().lastHeader("ce_sequence").value());
                    boolean again = !seen.add(fact);
                    before += again && record.offset() < own.offset() ? 1 : 0;
                    after += again && record.offset() > own.offset() ? 1 : 0;
                }
            }
            return new Place(before, after);
        }
    }
}
