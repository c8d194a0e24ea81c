package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class MessagesIT extends MessagesWorld {

    @Test
    void aCommittedFactArrivesOnce() {
        String account = account();
        write(List.of(fact(account, 1), fact(account, 2)));
        awaitApplied(account, 1, 2);
    }

    @Test
    void aRolledBackTransactionPublishesNothing() {
        String account = account();
        assertThrows(
                IllegalStateException.class, () -> pool.withTransaction(c -> outbox.write(c, List.of(fact(account, 1)))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                        .await()
                        .atMost(Duration.ofSeconds(60)));
        String later = account();
        write(List.of(fact(later, 1)));
        awaitApplied(later, 1);
        assertEquals(List.of(), applied(account));
        assertEquals(0, count("select count(*) from fact where stream = '" + account + "'"));
    }

    @Test
    void repeatedAndReorderedFactsAreAppliedOnceAndInOrder() throws Exception {
        String account = account();
        Message first = fact(account, 1);
        Message second = fact(account, 2);
        Message third = fact(account, 3);
        send(third, second, first, second, third, first);
        awaitApplied(account, 1, 2, 3);
    }

    @Test
    void aLostFactIsAskedForAndComesAgain() throws Exception {
        String account = account();
        Message second = fact(account, 2);
        keepWithoutPublishing(fact(account, 1));
        send(second);
        awaitApplied(account, 1, 2);
    }

    @Test
    void theLostLastFactOfAStreamIsMissedThroughTheHeads() {
        String account = account();
        write(List.of(fact(account, 1)));
        awaitApplied(account, 1);
        keepWithoutPublishing(fact(account, 2));
        awaitApplied(account, 1, 2);
    }

    @Test
    void whicheverOneOfTheFactsIsLostAllAreApplied() {
        for (int lost = 1; lost <= 5; lost++) {
            String account = account();
            for (int number = 1; number <= 5; number++) {
                if (number == lost) {
                    keepWithoutPublishing(fact(account, number));
                } else {
                    write(List.of(fact(account, number)));
                }
            }
            awaitApplied(account, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void aFactWhoseTransactionTookLongIsAnnouncedToo() {
        String slow = account();
        Message late = fact(slow, 1);
        pool.withTransaction(c -> outbox.write(c, List.of(late))
                        .chain(() -> c.preparedQuery("delete from outbox where message_id = $1")
                                .execute(Tuple.of(late.id())))
                        // Meanwhile later facts are written, announced and applied.
                        .chain(() -> Uni.createFrom()
                                .<Void>item(() -> {
                                    String quick = account();
                                    write(List.of(fact(quick, 1)));
                                    awaitApplied(quick, 1);
                                    awaitAnnouncements(4);
                                    return null;
                                })
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())))
                .await()
                .atMost(Duration.ofSeconds(60));
        awaitApplied(slow, 1);
    }

    @Test
    void whatCannotBeReadOrAppliedIsPutAsideAndStopsNothing() throws Exception {
        String account = account();
        String poisoned = account();
        long before = count("select count(*) from dead_letter");
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>("registry.accounts", account, "no json".getBytes()))
                    .get();
            producer.send(WIRE.write(Message.fact(
                            MessageType.ACCOUNT_CHANGED, poisoned, 1, Instant.now(), content(poisoned, 1, "poison"))))
                    .get();
            producer.send(WIRE.write(fact(account, 1))).get();
        }
        awaitApplied(account, 1);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count("select count(*) from dead_letter where published") == before + 2);
        assertEquals(List.of(), applied(poisoned));
    }

    @Test
    void aBrokerThatIsAwayForAWhileLosesNothing() {
        String account = account();
        RegistryEnvironment.broker().kill();
        for (int i = 1; i <= 20; i++) {
            write(List.of(fact(account, i)));
        }
        RegistryEnvironment.broker().restart();
        Long[] all = new Long[20];
        for (int i = 0; i < 20; i++) {
            all[i] = i + 1L;
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> applied(account).equals(List.of(all)));
    }

    @Test
    void republishingChangesNothing() {
        String account = account();
        write(List.of(fact(account, 1), fact(account, 2)));
        awaitApplied(account, 1, 2);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/republications")
                .then()
                .statusCode(202);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count("select count(*) from republication where finished_at is null") == 0
                        && count("select count(*) from outbox") == 0);
        String later = account();
        write(List.of(fact(later, 1)));
        awaitApplied(later, 1);
        assertEquals(List.of(1L, 2L), applied(account));
    }

    @Test
    void republishingNeedsARegistrar() {
        RestAssured.given().post("/v1/republications").then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("hans", "acme-air", "holder"))
                .post("/v1/republications")
                .then()
                .statusCode(403);
        for (String bad : List.of(
                TestTokens.expired("rosa", "registry", "registrar"),
                TestTokens.wrongSignature("rosa", "registry", "registrar"),
                TestTokens.wrongAudience("rosa", "registry", "registrar"))) {
            RestAssured.given()
                    .auth()
                    .oauth2(bad)
                    .post("/v1/republications")
                    .then()
                    .statusCode(401);
        }
    }
}
