package org.carbonregistry.retirement.retire;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.registrar;
import static org.carbonregistry.retirement.RetirementWorld.rows;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class RetireCreditsIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @Test
    void aRetirementIsCompletedWithACertificate() {
        Response answer = retire(body(name(), "\"quantity\":5,\"project\":\"CCR-1042\""), "wait=60");
        answer.then()
                .statusCode(201)
                .header("Preference-Applied", "wait=60")
                .header("Location", containsString("/v1/retirements/"))
                .body("status", equalTo("completed"))
                .body("quantity", equalTo(5))
                .body("certificateNumber", startsWith("CCR-R-"))
                .body("serials", hasSize(1));
        String id = answer.path("id");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count(pool, "select count(*) from fact where stream = '" + id + "'") == 1);
        holder().get("/v1/retirements/" + id).then().statusCode(200).body("status", equalTo("completed"));
    }

    @Test
    void withoutAPreferenceTheAnswerIsAccepted() {
        holder().contentType(ContentType.JSON)
                .body(body(name(), "\"quantity\":1"))
                .post("/v1/retirements")
                .then()
                .statusCode(202)
                .body("status", equalTo("requested"));
    }

    @Test
    void aRefusalOfTheLedgerIsAProblemWithTheSameCode() {
        String refused = body(name(), "\"quantity\":5,\"vintage\":" + FakeLedger.REFUSES);
        retire(refused, "wait=60")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("insufficient-units"))
                .body("errors[0].pointer", equalTo("/quantity"));
        retire(refused, "wait=60").then().statusCode(422).body("code", equalTo("insufficient-units"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":-5|422|invalid-quantity|/quantity",
                "\"quantity\":1.5|400|invalid-field|/quantity",
                "\"quantity\":\"5\"|400|invalid-field|/quantity",
                "\"quantity\":5,\"colour\":\"red\"|400|invalid-field|/colour",
                "\"serials\":[\"CCR-KE-1042-2023-58-9-1\"]|422|invalid-serial|/serials/0",
                "\"serials\":[\"nonsense\"]|422|invalid-serial|/serials/0",
                "\"quantity\":5,\"account\":\"A9999\"|422|unknown-account|/account",
                "\"quantity\":5,\"account\":\"A1004\"|403|wrong-owner|/account",
                "\"quantity\":5,\"account\":\"A1002\"|422|account-suspended|/account",
                "\"quantity\":5,\"account\":\"A1003\"|422|account-closed|/account",
                "\"quantity\":5,\"program\":\"NIL\"|422|unknown-program|/program",
                "\"quantity\":5,\"program\":\"CCR\",\"effectiveDate\":\"2020-01-01\"|422|effective-date-not-allowed|/effectiveDate",
                "\"quantity\":5,\"program\":\"VER\",\"effectiveDate\":\"2099-01-01\"|422|effective-date-in-future|/effectiveDate",
                "\"quantity\":5,\"effectiveDate\":\"2020-13-01\"|400|invalid-field|/effectiveDate",
                "\"quantity\":5,\"purpose\":\"fun\"|422|unknown-purpose|/purpose",
                "\"quantity\":5,\"purpose\":\"not-stated\"|422|not-stated-not-allowed|/notStated",
            })
    void theDoorRefusesByNameAndStoresNothing(String more, int status, String code, String pointer) {
        String name = name();
        String body = body(name, more);
        for (String field : List.of("\"account\":\"A1001\",", "\"purpose\":\"voluntary\",")) {
            if (more.contains(field.substring(0, field.indexOf(':')))) {
                body = body.replaceFirst(java.util.regex.Pattern.quote(field), "");
            }
        }
        retire(body, "wait=5")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
        assertEquals(0, count(pool, "select count(*) from retirement where external_id = '" + name + "'"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({"holder, false, 202", "holder, true, 403", "venue, false, 403", "venue, true, 202"})
    void whoRetiresOutOfAnAccountIsAHolderAndOutOfAHoldAVenue(String role, boolean hold, int status) {
        String more = hold ? ",\"hold\":\"" + UUID.randomUUID() + "\"" : "";
        Response answer = (role.equals("venue") ? RetirementWorld.venue() : holder())
                .contentType(ContentType.JSON)
                .body(body(name(), "\"quantity\":1" + more))
                .post("/v1/retirements");
        answer.then().statusCode(status);
        if (status == 403) {
            answer.then().body("code", equalTo("forbidden")).body("errors[0].pointer", equalTo("/hold"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A1001", "A1002", "A1003", "A1004", "A9999"})
    void toWhoNamesAHoldEveryAccountLooksTheSame(String account) {
        String hold = "\"hold\":\"" + UUID.randomUUID() + "\"";
        RetirementWorld.venue()
                .contentType(ContentType.JSON)
                .body(body(name(), "\"quantity\":1,\"vintage\":" + FakeLedger.REFUSES + "," + hold)
                        .replace("A1001", account))
                .post("/v1/retirements")
                .then()
                .statusCode(202)
                .body("status", equalTo("requested"));
    }

    @Test
    void aBodyCutInTheMiddleIsMalformed() {
        retire(body(name(), "\"quantity\":5").substring(0, 60), "wait=5")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-body"));
    }

    @Test
    void aBodyOfAnyOtherRequestIsLimited() {
        retire(body(name(), "\"quantity\":5,\"reason\":\"" + "x".repeat(2_100_000) + "\""), "wait=5")
                .then()
                .statusCode(413)
                .body("code", equalTo("body-too-large"))
                .body("retryable", equalTo(false));
    }

    @Test
    void anUnknownParameterIsRefused() {
        holder().get("/v1/retirements?acount=x")
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown-parameter"))
                .body("detail", containsString("acount"));
    }

    @Test
    void theSameOrderAgainIsTheSameRetirement() {
        String name = name();
        String body = body(name, "\"quantity\":7");
        Response first = retire(body, "wait=60");
        Response second = retire(body.replace(":", ": "), "wait=60");
        second.then().statusCode(200).header("Idempotency-Replayed", "true").body("id", equalTo(first.path("id")));
        retire(body(name, "\"quantity\":8"), "wait=60")
                .then()
                .statusCode(422)
                .body("code", equalTo("external-id-conflict"));
        assertEquals(1, count(pool, "select count(*) from retirement where external_id = '" + name + "'"));
    }

    @Test
    void theSameOrderManyTimesAtOnceIsOneRetirement() throws Exception {
        String name = name();
        String body = body(name, "\"quantity\":7");
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<String>> ids = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            ids.add(clients.submit(() -> retire(body, "wait=60").path("id")));
        }
        String first = ids.get(0).get();
        for (Future<String> id : ids) {
            assertEquals(first, id.get());
        }
        clients.shutdown();
        assertEquals(1, count(pool, "select count(*) from retirement where external_id = '" + name + "'"));
    }

    @Test
    void aLostOrderIsSentAgain() {
        Response answer = retire(body(name(), "\"quantity\":3,\"vintage\":" + FakeLedger.LOSES_ONCE), "wait=60");
        answer.then().statusCode(201).body("status", equalTo("completed"));
        assertTrue(ledger.seen(UUID.fromString(answer.path("id"))) >= 2);
    }

    @Test
    void aRepeatedOutcomeChangesNothing() {
        Response answer = retire(body(name(), "\"quantity\":3,\"vintage\":" + FakeLedger.ANSWERS_TWICE), "wait=60");
        String number = answer.then().statusCode(201).extract().path("certificateNumber");
        String id = answer.path("id");
        retire(body(name(), "\"quantity\":1"), "wait=60").then().statusCode(201);
        holder().get("/v1/retirements/" + id)
                .then()
                .body("status", equalTo("completed"))
                .body("certificateNumber", equalTo(number));
        assertEquals(1, count(pool, "select count(*) from fact where stream = '" + id + "'"));
        certificatesAreGapFree();
    }

    @Test
    void certificateNumbersAreGapFreeUnderConcurrency() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(24);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int vintage = i % 5 == 0 ? FakeLedger.REFUSES : 2020;
            String program = i % 3 == 0 ? "VER" : "CCR";
            answers.add(clients.submit(() -> retire(
                            body(name(), "\"quantity\":2,\"program\":\"" + program + "\",\"vintage\":" + vintage),
                            "wait=60")
                    .statusCode()));
        }
        int completed = 0;
        for (Future<Integer> answer : answers) {
            completed += answer.get() == 201 ? 1 : 0;
        }
        clients.shutdown();
        assertEquals(160, completed);
        certificatesAreGapFree();
    }

    @Test
    void anOriginalDateAndOpenFactsAreAcceptedWhileTheImportIsOpen() {
        String body = "{\"externalId\":\"" + name() + "\",\"account\":\"A1001\",\"quantity\":4,\"project\":\"VER-7\","
                + "\"effectiveDate\":\"2015-03-04\",\"notStated\":[\"beneficiary\",\"purpose\"]}";
        retire(body, "wait=60")
                .then()
                .statusCode(201)
                .body("effectiveDate", equalTo("2015-03-04"))
                .body("purpose", equalTo("not-stated"))
                .body("beneficiary.kind", equalTo("not-stated"))
                .body("certificateNumber", startsWith("VER-R-"));
    }

    @Test
    void aPersonsNameStaysInside() {
        String canary = "Canary " + UUID.randomUUID();
        String body = body(name(), "\"quantity\":1")
                .replace(
                        "{\"name\":\"Acme Air\"}",
                        "{\"kind\":\"person\",\"name\":\"" + canary + "\",\"country\":\"KE\"}");
        Response answer = retire(body, "wait=60");
        answer.then().statusCode(201).body("beneficiary.name", equalTo(canary));
        String fact = rows(
                        pool, "select convert_from(data, 'UTF8') from fact where stream = '" + answer.path("id") + "'")
                .get(0)
                .getString(0);
        assertTrue(!fact.contains(canary) && fact.contains("\"commitment\"") && fact.contains("\"reference\""), fact);
        assertEquals(0, count(pool, "select count(*) from retirement r where r::text like '%" + canary + "%'"));
    }

    @Test
    void onlyTheOwnOrganisationAndTheRegistrySeeARetirement() {
        String id = retire(body(name(), "\"quantity\":1"), "wait=60").path("id");
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("otto", "other-org", "holder"))
                .get("/v1/retirements/" + id)
                .then()
                .statusCode(404);
        registrar().get("/v1/retirements/" + id).then().statusCode(200);
        RestAssured.given().get("/v1/retirements/" + id).then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("otto", "other-org", "holder"))
                .get("/v1/retirements")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id)));
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("dev", "acme-air", "developer"))
                .contentType(ContentType.JSON)
                .body(body(name(), "\"quantity\":1"))
                .post("/v1/retirements")
                .then()
                .statusCode(403);
    }

    @Test
    void theKindOfABeneficiaryIsNotGuessed() {
        String id = retire(body(name(), "\"quantity\":1"), "wait=60")
                .then()
                .statusCode(201)
                .body("beneficiary.kind", equalTo("not-stated"))
                .body("beneficiary.name", equalTo("Acme Air"))
                .extract()
                .path("id");
        String fact = rows(pool, "select convert_from(data, 'UTF8') from fact where stream = '" + id + "'")
                .get(0)
                .getString(0);
        assertTrue(fact.contains("\"beneficiary\":{\"kind\":\"not-stated\",\"name\":\"Acme Air\""), fact);
    }

    private void certificatesAreGapFree() {
        RetirementWorld.certificatesAreGapFree(pool);
    }

    private static Response retire(String body, String prefer) {
        return holder().contentType(ContentType.JSON)
                .header("Prefer", prefer)
                .body(body)
                .post("/v1/retirements");
    }
}
