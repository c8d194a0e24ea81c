package org.carbonregistry.publicapi.rebuild;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.count;
import static org.carbonregistry.publicapi.Registry.publish;
import static org.carbonregistry.publicapi.Registry.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.Facts;
import org.junit.jupiter.api.Test;

/** The broker loses everything, and the services publish it again. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class EmptiedBrokerIT {

    private static final List<Topic> TOPICS = List.of(Topic.PROJECTS, Topic.CREDITS, Topic.LEDGER, Topic.RETIREMENTS);

    @Inject
    Pool pool;

    @Test
    void afterTheFactsAreRepublishedARebuildGivesTheSamePicture() throws Exception {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        publish(facts.registered(), facts.opened(block, 0), facts.retired(block, 2, UUID.randomUUID(), 1, 10));
        awaitCount(pool, 1, "select count(*) from block where id = $1", block.block());
        awaitCount(pool, 10, "select retired from block where id = $1", block.block());
        // What other tests published and a waiting consumer has not read yet belongs to the picture too.
        rebuild("completed");
        String before = picture();
        List<ProducerRecord<String, byte[]>> everything = everything();
        empty();
        rebuild("refused");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            everything.forEach(producer::send);
        }
        rows(pool, "update block set retired = 0 where id = $1", block.block());
        rebuild("completed");
        assertEquals(before, picture());
        assertEquals(10, count(pool, "select retired from block where id = $1", block.block()));
        publish(facts.retired(block, 3, UUID.randomUUID(), 11, 15));
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> count(pool, "select retired from block where id = $1", block.block()) == 15);
    }

    private static List<ProducerRecord<String, byte[]>> everything() {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Topic topic : TOPICS) {
            try (TopicReader reader =
                    new TopicReader(RegistryEnvironment.broker().bootstrapServers(), topic)) {
                for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                    batch.forEach(
                            r -> records.add(new ProducerRecord<>(r.topic(), null, r.key(), r.value(), r.headers())));
                }
            }
        }
        return records;
    }

    private static void empty() throws Exception {
        Map<String, Integer> partitions = new HashMap<>();
        TOPICS.forEach(topic -> partitions.put(topic.topicName(), topic.partitions()));
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", (Object) RegistryEnvironment.broker().bootstrapServers()))) {
            admin.deleteTopics(partitions.keySet()).all().get(30, TimeUnit.SECONDS);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(partitions::containsKey));
        }
        RegistryEnvironment.broker().createTopics(partitions);
    }

    private void rebuild(String expected) {
        String address = given().auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]+", "");
        await().atMost(90, TimeUnit.SECONDS)
                .until(
                        () -> given().auth()
                                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                                .get(address)
                                .jsonPath()
                                .getString("state"),
                        state -> state.equals(expected));
    }

    private String picture() {
        return rows(
                        pool,
                        "select concat_ws(' ', (select sum(retired) from block), (select count(*) from unit_event),"
                                + " (select sum(quantity) from retired_in_year), (select count(*) from retirement),"
                                + " (select count(*) from project), (select sum(number) from fact_position))")
                .get(0)
                .getString(0);
    }
}
