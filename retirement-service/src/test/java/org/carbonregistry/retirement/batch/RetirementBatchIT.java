package org.carbonregistry.retirement.batch;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.registrar;
import static org.carbonregistry.retirement.RetirementWorld.rows;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class RetirementBatchIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @Test
    void everyLineHasItsOwnOutcome() {
        String twice = name();
        String single = name();
        holder().contentType(ContentType.JSON)
                .body(body(single, "\"quantity\":3"))
                .post("/v1/retirements");
        String lines = String.join(
                "\n",
                body(name(), "\"quantity\":2"),
                "{\"externalId\":\"cut",
                "",
                body(name(), "\"quantity\":1.5"),
                body(name(), "\"quantity\":0"),
                body(twice, "\"quantity\":4"),
                body(twice, "\"quantity\":4"),
                body(twice, "\"quantity\":5"),
                body(single, "\"quantity\":3"),
                body(name(), "\"quantity\":1,\"vintage\":" + FakeLedger.REFUSES),
                body(name(), "\"quantity\":1,\"reason\":\"" + "x".repeat(70_000) + "\""),
                "null",
                "[1]",
                body(name(), "\"quantity\":1,\"colour\":\"red\""),
                body(name(), "\"quantity\":1").replace("A1001", "A1004"),
                body("\\u0007" + name(), "\"quantity\":1"));
        Response answer = send(lines);
        answer.then()
                .statusCode(202)
                .body("status", equalTo("received"))
                .body("received", equalTo(15))
                .header("Location", endsWith("/v1/retirement-batches/" + answer.path("id")));
        String id = answer.path("id");
        settled(id);
        List<JsonPath> outcomes = outcomes(id);
        assertEquals(
                List.of(
                        "1 completed null",
                        "2 refused malformed-body",
                        "4 refused invalid-field",
                        "5 refused invalid-quantity",
                        "6 completed null",
                        "7 completed null",
                        "8 refused external-id-conflict",
                        "9 completed null",
                        "10 refused insufficient-units",
                        "11 refused line-too-long",
                        "12 refused malformed-body",
                        "13 refused malformed-body",
                        "14 refused invalid-field",
                        "15 refused wrong-owner",
                        "16 refused invalid-text"),
                outcomes.stream()
                        .map(o -> o.getInt("line") + " " + o.getString("status") + " " + o.getString("code"))
                        .toList());
        assertEquals(outcomes.get(4).getString("retirement"), outcomes.get(5).getString("retirement"));
        assertTrue(outcomes.get(0).getString("certificateNumber").startsWith("CCR-R-"));
        assertEquals("/quantity", outcomes.get(2).getString("pointer"));
        assertEquals(twice, outcomes.get(6).getString("externalId"));
        holder().get("/v1/retirement-batches/" + id)
                .then()
                .body("completed", equalTo(4))
                .body("refused", equalTo(11))
                .body("pending", equalTo(0));
    }

    @Test
    void aVenueOrdersLinesOutOfHoldsOnly() {
        String hold = "\"hold\":\"" + UUID.randomUUID() + "\"";
        String lines = body(name(), "\"quantity\":2") + "\n" + body(name(), "\"quantity\":3," + hold) + "\n";
        assertEquals(
                List.of("1 forbidden /hold", "2 null null"),
                codes(send(RetirementWorld.venue(), lines).path("id")));
        assertEquals(
                List.of("1 null null", "2 forbidden /hold"),
                codes(send(holder(), lines.replace("t-", "u-")).path("id")));
    }

    private List<String> codes(String batch) {
        return rows(
                        pool,
                        "select line || ' ' || coalesce(code, 'null') || ' ' || coalesce(pointer, 'null') "
                                + "from retirement_batch_line where batch = '" + batch + "' order by line")
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void sentAgainItIsTheSameRetirements() {
        String lines = body(name(), "\"quantity\":2") + "\n" + body(name(), "\"quantity\":3") + "\n";
        String first = send(lines).path("id");
        String second = send(lines).path("id");
        settled(first);
        settled(second);
        List<String> retirements =
                outcomes(first).stream().map(o -> o.getString("retirement")).toList();
        assertEquals(
                retirements,
                outcomes(second).stream().map(o -> o.getString("retirement")).toList());
        assertEquals(2, retirements.stream().distinct().count());
        assertEquals(
                2,
                count(
                        pool,
                        "select count(distinct stream) from fact where stream in ('" + String.join("','", retirements)
                                + "')"));
    }

    @Test
    void aConnectionThatBreaksKeepsTheWholeLinesAndSaysHowManyWereRead() throws Exception {
        String cut = name();
        String cutter = "cutter-" + cut;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append(body(name(), "\"quantity\":1")).append('\n');
        }
        String whole = body(cut, "\"quantity\":1");
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/retirement-batches HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                            + "Authorization: Bearer " + TestTokens.token(cutter, "acme-air", "holder")
                            + "\r\nContent-Length: 1000000\r\n\r\n" + lines + whole)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> count(
                                    pool,
                                    "select coalesce(sum(received), 0)::bigint from retirement_batch where actor = '"
                                            + cutter + "'")
                            == 50);
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count(
                                pool,
                                "select count(*) from retirement_batch where actor = '" + cutter
                                        + "' and status = 'interrupted'")
                        == 1);
        JsonPath batches = holder().get("/v1/retirement-batches?limit=1000").jsonPath();
        assertEquals(
                List.of(50),
                batches.getList(
                        "items.findAll { it.actor == '" + cutter + "' && it.status == 'interrupted' }.received"));
        assertEquals(0, count(pool, "select count(*) from retirement where external_id = '" + cut + "'"));
    }

    @Test
    void anUploadWhoseReplicaDiedIsShownAsInterrupted() {
        String id = send(body(name(), "\"quantity\":1")).path("id");
        RetirementWorld.rows(
                pool,
                "update retirement_batch set status = 'receiving', ended_at = null, last_read_at = now() - interval '11 minutes'"
                        + " where id = '" + id + "'");
        holder().get("/v1/retirement-batches/" + id).then().body("status", equalTo("interrupted"));
        RetirementWorld.rows(pool, "update retirement_batch set last_read_at = now() where id = '" + id + "'");
        holder().get("/v1/retirement-batches/" + id).then().body("status", equalTo("receiving"));
    }

    @Test
    void outcomesGoOnAfterALine() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            lines.append(body(name(), "\"quantity\":1,\"vintage\":" + FakeLedger.REFUSES))
                    .append('\n');
        }
        String id = send(lines.toString()).path("id");
        assertEquals(2500, outcomes(id).size());
        List<JsonPath> rest = read(holder().get("/v1/retirement-batches/" + id + "/outcomes?after=2400"));
        assertEquals(100, rest.size());
        assertEquals(2401, rest.get(0).getInt("line"));
    }

    @Test
    void anEmptyBatchIsABatchOfNothing() {
        String id = send("").then()
                .statusCode(202)
                .body("received", equalTo(0))
                .extract()
                .path("id");
        assertEquals(0, outcomes(id).size());
    }

    @Test
    void aHolderListsItsOwnBatchesAndTheRegistrySeesAll() {
        String id = send(body(name(), "\"quantity\":1")).path("id");
        holder().get("/v1/retirement-batches?limit=1000").then().body("items.id", hasItem(id));
        registrar().get("/v1/retirement-batches?limit=1000").then().body("items.id", hasItem(id));
        registrar().get("/v1/retirement-batches/" + id).then().statusCode(200);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("otto", "other-org", "holder"))
                .get("/v1/retirement-batches")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id)));
    }

    private static Response send(String lines) {
        return send(holder(), lines);
    }

    private static Response send(RequestSpecification who, String lines) {
        return who.contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/retirement-batches");
    }

    private static void settled(String id) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> holder().get("/v1/retirement-batches/" + id).<Integer>path("pending") == 0);
    }

    private static List<JsonPath> outcomes(String id) {
        return read(holder().get("/v1/retirement-batches/" + id + "/outcomes"));
    }

    private static List<JsonPath> read(Response answer) {
        answer.then().statusCode(200).header("Content-Type", startsWith("application/x-ndjson"));
        return answer.asString().lines().map(JsonPath::new).toList();
    }
}
