package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class DeadLettersIT extends MessagesWorld {

    @Test
    void aMessagePutAsideIsShownWithItsReasonAndWithoutItsContent() {
        String poisoned = account();
        write(List.of(fact(poisoned, 1, "poison")));
        long letter = awaitLetter(poisoned);
        ValidatableResponse list = auditor().get("/v1/dead-letters").then().statusCode(200);
        String own = "items.find { it.id == " + letter + " }";
        list.body(own + ".origin", equalTo("inbox"))
                .body(own + ".topic", equalTo("registry.accounts"))
                .body(own + ".stream", equalTo(poisoned))
                .body(own + ".number", equalTo(1))
                .body(own + ".offset", notNullValue())
                .body(own + ".reason", startsWith("IllegalStateException"))
                .body(own + ".acknowledgedAt", nullValue());
        assertTrue(!list.extract().asString().contains("poison\""), "the content stays inside");
    }

    @Test
    void anAcknowledgedOneNoLongerCountsAsOpen() throws Exception {
        long letter = unreadable();
        acknowledge(letter, "sent by a wrong client, told them")
                .statusCode(200)
                .body("acknowledgedBy", equalTo("rosa"))
                .body("acknowledgement", equalTo("sent by a wrong client, told them"))
                .body("acknowledgedAt", notNullValue());
        auditor()
                .get("/v1/dead-letters?acknowledged=false&limit=1000")
                .then()
                .body("items.id", not(hasItem((int) letter)))
                .body("items.acknowledgedAt", everyItem(nullValue()));
        auditor()
                .get("/v1/dead-letters?acknowledged=true&limit=1000")
                .then()
                .body("items.id", hasItem((int) letter))
                .body("items.acknowledgedAt", everyItem(notNullValue()));
        long open = count("select count(*) from dead_letter where acknowledged_at is null");
        assertTrue(open < count("select count(*) from dead_letter"));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> RestAssured.get("/q/health/ready")
                                .jsonPath()
                                .getLong("checks.find { it.name == 'messaging' }.data.deadLetters")
                        == open);
    }

    @Test
    void theSameAcknowledgementAgainChangesNothingAndAnotherIsRefused() throws Exception {
        long letter = unreadable();
        String first = acknowledge(letter, "seen").statusCode(200).extract().asString();
        assertEquals(
                first, acknowledge(letter, "seen").statusCode(200).extract().asString());
        acknowledge(letter, "something else").statusCode(422).body("code", equalTo("already-acknowledged"));
    }

    @Test
    void withoutAReasonOrALetterNothingIsAcknowledged() throws Exception {
        long letter = unreadable();
        for (String reason : List.of("", " ", "x".repeat(1001))) {
            acknowledge(letter, reason)
                    .statusCode(400)
                    .body("code", equalTo("invalid-field"))
                    .body("errors[0].pointer", equalTo("/reason"));
        }
        acknowledge(Long.MAX_VALUE, "seen").statusCode(404).body("code", equalTo("not-found"));
        assertEquals(1, count("select count(*) from dead_letter where acknowledged_at is null and id = " + letter));
    }

    @Test
    void theListIsReadPageByPage() throws Exception {
        List<Long> own = new ArrayList<>(List.of(unreadable(), unreadable(), unreadable()));
        List<Long> read = new ArrayList<>();
        String next = null;
        do {
            RequestSpecification request = auditor().queryParam("limit", 2);
            var page = (next == null ? request : request.queryParam("cursor", next))
                    .get("/v1/dead-letters")
                    .jsonPath();
            read.addAll(page.getList("items.id", Long.class));
            next = page.getString("next");
        } while (next != null && !read.containsAll(own));
        assertTrue(read.containsAll(own));
        String link = auditor()
                .header("Host", "evil.example")
                .get("/v1/dead-letters?acknowledged=false&limit=1")
                .header("Link");
        assertTrue(
                link.matches(
                        "<https://registry\\.test/v1/dead-letters\\?acknowledged=false&limit=1&cursor=\\w+>; rel=\"next\""),
                link);
        auditor().get("/v1/dead-letters?cursor=eA").then().statusCode(400).body("code", equalTo("invalid-cursor"));
    }

    private long unreadable() throws Exception {
        String key = account();
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>("registry.accounts", key, "no json".getBytes()))
                    .get();
        }
        return awaitLetter(key);
    }

    private long awaitLetter(String key) {
        String letters = "from dead_letter where key = '" + key + "'";
        await().atMost(60, TimeUnit.SECONDS).until(() -> count("select count(*) " + letters) == 1);
        return count("select id " + letters);
    }

    private static ValidatableResponse acknowledge(long letter, String reason) {
        return RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .contentType("application/json")
                .body("{\"reason\":\"" + reason + "\"}")
                .post("/v1/dead-letters/" + letter + "/acknowledge")
                .then();
    }

    private static RequestSpecification auditor() {
        return RestAssured.given().auth().oauth2(TestTokens.token("olga", "registry", "auditor"));
    }
}
