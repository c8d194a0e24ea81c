package org.carbonregistry.retirement.retire;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.registrar;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retirements read: one by one and in lists. */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class FindRetirementsIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/retirements?limit=ten,limit",
        "/v1/retirements?limit=0,limit",
        "/v1/retirements?limit=99999999999,limit",
        "/v1/retirement-batches?limit=1.5,limit",
        "/v1/retirement-batches/00000000-0000-7000-8000-000000000000/outcomes?after=x,after"
    })
    void aNumberThatIsNoneIsRefusedByItsName(String address, String parameter) {
        holder().get(address)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-parameter"))
                .body("errors[0].pointer", equalTo(parameter));
    }

    @Test
    void anUnchangedRetirementIsNotSentAgain() {
        String body = body(name(), "\"quantity\":1,\"vintage\":" + FakeLedger.SILENT)
                .replace(RetirementWorld.OPEN, RetirementWorld.SILENT);
        String address = "/v1/retirements/" + retire(body, "").path("id");
        String requested =
                holder().get(address).then().statusCode(200).extract().header("ETag");
        assertTrue(requested.matches("\"[^\"]+\""), requested);
        holder().header("If-None-Match", requested)
                .get(address)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(requested))
                .body(equalTo(""));
        ledger.send(FakeLedger.refused(UUID.fromString(address.substring(address.lastIndexOf('/') + 1))));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        holder().header("If-None-Match", requested).get(address).statusCode() == 200);
        holder().header("If-None-Match", "\"other\"").get(address).then().body("status", equalTo("refused"));
        // Who may not see it does not learn whether it changed.
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("otto", "other-org", "holder"))
                .header("If-None-Match", holder().get(address).header("ETag"))
                .get(address)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"requested", "completed", "refused"})
    void aListOfOneStatusHoldsNoOther(String status) {
        String mine = "t-" + UUID.randomUUID();
        boolean waits = status.equals("requested");
        int vintage = waits ? FakeLedger.SILENT : status.equals("refused") ? FakeLedger.REFUSES : 2020;
        retire(
                body(mine, "\"quantity\":1,\"vintage\":" + vintage)
                        .replace(RetirementWorld.OPEN, waits ? RetirementWorld.SILENT : RetirementWorld.OPEN),
                waits ? "" : "wait=60");
        for (RequestSpecification reader : List.of(holder(), registrar())) {
            Response list = reader.get("/v1/retirements?limit=1000&status=" + status);
            assertEquals(
                    List.of(status),
                    list.jsonPath().getList("items.status").stream().distinct().toList());
            assertTrue(list.jsonPath().getList("items.externalId").contains(mine), status);
        }
        holder().get("/v1/retirements?status=done").then().statusCode(400).body("errors[0].pointer", equalTo("status"));
    }

    @Test
    void theListGoesOnAtItsCursor() {
        for (int i = 0; i < 3; i++) {
            retire(body(name(), "\"quantity\":1"), "wait=60").then().statusCode(201);
        }
        Response first = holder().get("/v1/retirements?limit=2&status=completed&account=A1001");
        first.then().statusCode(200).body("items", hasSize(2));
        String cursor = first.path("next");
        holder().get("/v1/retirements?limit=2&status=completed&account=A1001&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem((String) first.path("items[1].id"))));
        holder().get("/v1/retirements?cursor=x").then().statusCode(400).body("code", equalTo("invalid-cursor"));
    }

    private static Response retire(String body, String prefer) {
        return holder().contentType(ContentType.JSON)
                .header("Prefer", prefer)
                .body(body)
                .post("/v1/retirements");
    }
}
