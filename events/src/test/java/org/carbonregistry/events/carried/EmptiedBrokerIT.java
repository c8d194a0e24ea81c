package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.Test;

/** The broker lost everything: its topics are deleted and made anew while the service runs. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class EmptiedBrokerIT extends MessagesWorld {

    @Inject
    Inbox inbox;

    @Test
    void afterTheBrokerWasEmptiedRepublishingRebuildsTheProjectionExactly() throws Exception {
        List<String> accounts = someFacts();
        List<String> before = projection(accounts);
        emptyTheTopic();
        forgetTheProjection();
        republish();
        await().atMost(60, TimeUnit.SECONDS).until(() -> projection(accounts), before::equals);
    }

    @Test
    void afterTheBrokerWasEmptiedWhatIsNewArrivesAndWhatWasAppliedStays() throws Exception {
        List<String> accounts = someFacts();
        List<String> before = projection(accounts);
        emptyTheTopic();
        String later = account();
        write(List.of(fact(later, 1), fact(later, 2)));
        awaitApplied(later, 1, 2);
        republish();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count("select count(*) from republication where finished_at is null") == 0
                        && count("select count(*) from outbox") == 0);
        String last = account();
        write(List.of(fact(last, 1)));
        awaitApplied(last, 1);
        assertEquals(before, projection(accounts));
    }

    @Test
    void aBatchStillOnItsWayFromTheOldTopicHidesNothingOfTheNewOne() {
        String stale = account();
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> batch = new HashMap<>();
        for (int partition = 0; partition < Topic.ACCOUNTS.partitions(); partition++) {
            var sent = WIRE.write(fact(stale, partition + 1));
            var record = new ConsumerRecord<>(sent.topic(), partition, 1_000_000, sent.key(), sent.value());
            sent.headers().forEach(record.headers()::add);
            record.headers().add("registry-topic-id", "the old one".getBytes(StandardCharsets.US_ASCII));
            batch.put(new TopicPartition(sent.topic(), partition), List.of(record));
        }
        inbox.apply(new ConsumerRecords<>(batch, Map.of()), (c, messages) -> Uni.createFrom()
                        .voidItem())
                .await()
                .atMost(Duration.ofSeconds(60));
        someFacts();
    }

    private List<String> someFacts() {
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String account = account();
            write(List.of(fact(account, 1), fact(account, 2), fact(account, 3)));
            accounts.add(account);
        }
        accounts.forEach(account -> awaitApplied(account, 1, 2, 3));
        return accounts;
    }

    private List<String> projection(List<String> accounts) {
        return accounts.stream().map(account -> account + applied(account)).toList();
    }

    private void forgetTheProjection() {
        pool.withTransaction(c -> c.query("delete from applied")
                        .execute()
                        .chain(() -> c.query("delete from fact_position").execute())
                        .chain(() -> c.query("delete from parked_fact").execute())
                        .chain(() -> c.query("delete from expected_fact").execute()))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static void republish() {
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/republications")
                .then()
                .statusCode(202);
    }

    private static void emptyTheTopic() throws Exception {
        Topic topic = Topic.ACCOUNTS;
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()))) {
            admin.deleteTopics(List.of(topic.topicName())).all().get(30, TimeUnit.SECONDS);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> !admin.listTopics().names().get().contains(topic.topicName()));
            RegistryEnvironment.broker().createTopics(Map.of(topic.topicName(), topic.partitions()));
            assertFalse(admin.listTopics().names().get().isEmpty());
        }
    }
}
