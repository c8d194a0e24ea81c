package org.carbonregistry.account.batches;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.registrar;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TransferBatchIT {

    private Holder seller;
    private Holder buyer;
    private String second;

    @BeforeEach
    void somebodyHoldsUnits() {
        seller = newHolder();
        buyer = newHolder();
        second = account(seller.organisation());
        block(seller.account(), 100);
    }

    @AfterEach
    void theLedgerIsClean() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void everyLineHasItsOwnOutcome() {
        String twice = name();
        String single = name();
        String made = seller.call()
                .body(line(single, seller.account(), buyer.account(), "\"quantity\":3"))
                .post("/v1/transfers")
                .path("id");
        String lines = String.join(
                "\n",
                line(name(), seller.account(), buyer.account(), "\"quantity\":10"),
                "{\"externalId\":\"cut",
                "",
                line(name(), seller.account(), buyer.account(), "\"quantity\":1.5"),
                line(name(), seller.account(), buyer.account(), "\"quantity\":0"),
                line(twice, seller.account(), second, "\"quantity\":4"),
                line(twice, seller.account(), second, "\"quantity\":4"),
                line(twice, seller.account(), second, "\"quantity\":5"),
                line(single, seller.account(), buyer.account(), "\"quantity\":3"),
                line(name(), seller.account(), buyer.account(), "\"quantity\":84"),
                line(name(), seller.account(), buyer.account(), "\"message\":\"" + "x".repeat(70_000) + "\""),
                "null",
                "[1]",
                line(name(), seller.account(), buyer.account(), "\"quantity\":1,\"colour\":\"red\""),
                line(name(), buyer.account(), seller.account(), "\"quantity\":1"),
                line("\\u202e" + name(), seller.account(), buyer.account(), "\"quantity\":1"),
                line(name(), second, seller.account(), "\"quantity\":4"),
                line(name(), second, seller.account(), "\"quantity\":1"),
                line(name(), seller.account(), seller.account(), "\"quantity\":1"));
        Response answer = send(lines);
        answer.then()
                .statusCode(202)
                .body("status", equalTo("received"))
                .body("received", equalTo(18))
                .body("made", equalTo(5))
                .body("refused", equalTo(13))
                .header("Location", endsWith("/v1/transfer-batches/" + answer.path("id")));
        List<JsonPath> outcomes = outcomes(answer.path("id"));
        assertEquals(
                List.of(
                        "1 proposed null",
                        "2 refused malformed-body",
                        "4 refused invalid-field",
                        "5 refused invalid-quantity",
                        "6 settled null",
                        "7 settled null",
                        "8 refused external-id-conflict",
                        "9 proposed null",
                        "10 refused insufficient-units",
                        "11 refused line-too-long",
                        "12 refused malformed-body",
                        "13 refused malformed-body",
                        "14 refused invalid-field",
                        "15 refused wrong-owner",
                        "16 refused invalid-value",
                        "17 settled null",
                        "18 refused insufficient-units",
                        "19 refused same-account"),
                outcomes.stream()
                        .map(o -> o.getInt("line") + " " + o.getString("status") + " " + o.getString("code"))
                        .toList());
        assertEquals(outcomes.get(4).getString("transfer"), outcomes.get(5).getString("transfer"));
        assertEquals(made, outcomes.get(7).getString("transfer"));
        assertEquals("/quantity", outcomes.get(2).getString("pointer"));
        assertEquals(twice, outcomes.get(6).getString("externalId"));
        assertEquals(100, held(seller.account()));
        assertEquals(0, held(second));
    }

    @Test
    void sentAgainItIsTheSameTransfers() {
        String lines = line(name(), seller.account(), second, "\"quantity\":2") + "\n"
                + line(name(), seller.account(), buyer.account(), "\"quantity\":3") + "\n"
                + line(name(), seller.account(), second, "\"quantity\":500") + "\n";
        List<String> first = transfers(send(lines).path("id"));
        assertEquals(first, transfers(send(lines).path("id")));
        assertEquals(2, held(second));
        // What was refused left nothing, and succeeds once there is enough.
        block(seller.account(), 1000);
        String third = send(lines).path("id");
        assertEquals(first.subList(0, 2), transfers(third).subList(0, 2));
        assertEquals("settled", outcomes(third).get(2).getString("status"));
        assertEquals(502, held(second));
    }

    @Test
    void theOutcomeOfAnOfferIsThatOfItsTransferNow() {
        String id = send(line(name(), seller.account(), buyer.account(), "\"quantity\":3"))
                .path("id");
        JsonPath offered = outcomes(id).get(0);
        assertEquals("proposed", offered.getString("status"));
        buyer.call()
                .post("/v1/transfers/" + offered.getString("transfer") + "/accept")
                .then()
                .statusCode(200);
        assertEquals("settled", outcomes(id).get(0).getString("status"));
    }

    @Test
    void aConnectionThatBreaksKeepsTheWholeLinesAndSaysHowManyWereRead() throws Exception {
        String cutter = "cutter-" + UUID.randomUUID();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lines.append(line(name(), seller.account(), second, "\"quantity\":1"))
                    .append('\n');
        }
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/transfer-batches HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                            + "Authorization: Bearer " + TestTokens.token(cutter, seller.organisation(), "holder")
                            + "\r\nContent-Length: 1000000\r\n\r\n" + lines
                            + line(name(), seller.account(), second, "\"quantity\":1"))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            await().atMost(60, TimeUnit.SECONDS).until(() -> received(cutter, "receiving") == 50);
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> received(cutter, "interrupted") == 50);
        assertEquals(50, held(second));
    }

    @Test
    void anUploadWhoseReplicaDiedIsShownAsInterrupted() throws SQLException {
        String id =
                send(line(name(), seller.account(), second, "\"quantity\":1")).path("id");
        Registry.asOwner(
                "update transfer_batch set status = 'receiving', ended_at = null, last_read_at = now() - interval '11 minutes'"
                        + " where id = '" + id + "'");
        seller.call().get("/v1/transfer-batches/" + id).then().body("status", equalTo("interrupted"));
        Registry.asOwner("update transfer_batch set last_read_at = now() where id = '" + id + "'");
        seller.call().get("/v1/transfer-batches/" + id).then().body("status", equalTo("receiving"));
    }

    @Test
    void outcomesGoOnAfterALine() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            lines.append(line(name(), seller.account(), buyer.account(), "\"quantity\":0"))
                    .append('\n');
        }
        String id = send(lines.toString()).path("id");
        assertEquals(2500, outcomes(id).size());
        List<JsonPath> rest = read(seller.call().get("/v1/transfer-batches/" + id + "/outcomes?after=2400"));
        assertEquals(100, rest.size());
        assertEquals(2401, rest.get(0).getInt("line"));
        for (String after : List.of("-1", "x")) {
            seller.call()
                    .get("/v1/transfer-batches/" + id + "/outcomes?after=" + after)
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("after"));
        }
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
        String id =
                send(line(name(), seller.account(), second, "\"quantity\":1")).path("id");
        seller.call().get("/v1/transfer-batches?limit=1000").then().body("items.id", hasItem(id));
        registrar().get("/v1/transfer-batches?limit=1000").then().body("items.id", hasItem(id));
        registrar().get("/v1/transfer-batches/" + id).then().statusCode(200);
        buyer.call()
                .get("/v1/transfer-batches?limit=1000")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id)));
        String other = send("").path("id");
        String next = seller.call()
                .get("/v1/transfer-batches?limit=1")
                .then()
                .body("items.id", equalTo(List.of(other)))
                .extract()
                .path("next");
        seller.call().get("/v1/transfer-batches?limit=1&cursor=" + next).then().body("items.id", equalTo(List.of(id)));
    }

    static String name() {
        return "line-" + UUID.randomUUID();
    }

    static String line(String name, String from, String to, String selection) {
        return "{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",%s}"
                .formatted(name, from, to, selection);
    }

    private static long held(String account) {
        return number("select coalesce(sum(last_unit - first_unit + 1), 0)::bigint from holding where account_id = "
                + account.substring(1));
    }

    private static long received(String actor, String status) {
        return number("select coalesce(sum(received), 0)::bigint from transfer_batch where actor = '" + actor
                + "' and status = '" + status + "'");
    }

    private Response send(String lines) {
        return send(seller, lines);
    }

    static Response send(Holder holder, String lines) {
        return holder.call()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/transfer-batches");
    }

    private List<String> transfers(String id) {
        return outcomes(id).stream().map(o -> o.getString("transfer")).toList();
    }

    private List<JsonPath> outcomes(String id) {
        return read(seller.call().get("/v1/transfer-batches/" + id + "/outcomes"));
    }

    private static List<JsonPath> read(Response answer) {
        answer.then().statusCode(200).header("Content-Type", startsWith("application/x-ndjson"));
        return answer.asString().lines().map(JsonPath::new).toList();
    }
}
