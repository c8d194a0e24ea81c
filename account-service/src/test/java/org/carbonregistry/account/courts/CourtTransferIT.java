package org.carbonregistry.account.courts;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.Venue;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units that a court orders to move. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class CourtTransferIT {

    private Holder debtor;
    private Holder creditor;
    private BlockDescription block;

    @BeforeEach
    void aDebtorHoldsABlock() {
        debtor = newHolder();
        creditor = newHolder();
        block = block(debtor.account(), 1000);
    }

    @AfterEach
    void theAuditorFindsNothing() {
        auditor().get("/v1/audit").then().statusCode(200).body("findings", empty());
    }

    @Test
    void aSecondRegistrarApprovesAndUnitsLeaveEvenASuspendedAccount() {
        registrar()
                .body("{\"reason\":\"insolvent\"}")
                .post("/v1/accounts/" + debtor.account() + "/suspend")
                .then()
                .statusCode(200);
        String body = body("\"quantity\":300", false);
        String id = propose(body)
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("status", equalTo("proposed"))
                .extract()
                .path("id");
        propose(body)
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(id));
        propose(body.replace("300", "301")).statusCode(422).body("code", equalTo("external-id-conflict"));
        assertEquals(1000, units(debtor), "nothing moves by the word of one");

        approve(registrar(), id).statusCode(403).body("code", equalTo("four-eyes"));
        approve(second(), id)
                .statusCode(200)
                .body("status", equalTo("settled"))
                .body("decidedBy", equalTo("rita"))
                .body("ranges", contains(serial(block, 1, 300)));
        approve(second(), id).statusCode(200).header("Idempotency-Replayed", equalTo("true"));
        approve(as("rolf", "registry", "registrar"), id).statusCode(409).body("code", equalTo("order-decided"));
        reject(second(), id).statusCode(409).body("code", equalTo("order-decided"));

        assertEquals(700, units(debtor));
        assertEquals(300, units(creditor));
        assertEquals(
                MessageType.CREDITS_TRANSFERRED, facts(block.block(), 2).get(1).type());
        for (Holder party : List.of(debtor, creditor)) {
            party.call()
                    .get("/v1/transactions?kind=court-transfer&account=" + party.account())
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(id));
        }
    }

    @Test
    void frozenUnitsMoveOnlyWhereTheOrderNamesThemAndStayFrozen() {
        Venue.freeze(serial(block, 1, 1000));
        String without = propose(body("\"quantity\":10", false)).extract().path("id");
        approve(second(), without).statusCode(422).body("code", equalTo("frozen"));
        auditor().get("/v1/court-transfers/" + without).then().body("status", equalTo("proposed"));
        String with = propose(body("\"serials\":[\"" + serial(block, 5, 14) + "\"]", true))
                .extract()
                .path("id");
        approve(second(), with).statusCode(200).body("ranges", contains(serial(block, 5, 14)));
        assertEquals(10, units(creditor));
        transfer(creditor, debtor.account(), "\"quantity\":1")
                .then()
                .statusCode(422)
                .body("code", equalTo("frozen"));
    }

    @Test
    void whatIsReservedOrOnHoldIsNotBroken() {
        String offer = transfer(debtor, creditor.account(), "\"quantity\":400").path("id");
        Venue venue = Venue.of(debtor);
        String hold = venue.hold(400);
        String id = propose(body("\"quantity\":201", true)).extract().path("id");
        approve(second(), id).statusCode(422).body("code", equalTo("insufficient-units"));
        for (String[] kept : new String[][] {{serial(block, 1, 1), "reserved"}, {serial(block, 401, 401), "on-hold"}}) {
            String named = propose(body("\"serials\":[\"" + kept[0] + "\"]", true))
                    .extract()
                    .path("id");
            approve(second(), named).statusCode(422).body("code", equalTo(kept[1]));
        }
        debtor.call().post("/v1/transfers/" + offer + "/cancel").then().statusCode(200);
        approve(second(), id).statusCode(200);
        venue.settle(hold, 400, creditor.account());
    }

    @Test
    void eitherRegistrarRejectsIt() {
        for (RequestSpecification who : List.of(registrar(), second())) {
            String id = propose(body("\"quantity\":10", false)).extract().path("id");
            who.body("{}").post("/v1/court-transfers/" + id + "/reject").then().statusCode(422);
            reject(who, id)
                    .statusCode(200)
                    .body("status", equalTo("rejected"))
                    .body("decisionReason", equalTo("the order was lifted"));
            reject(who, id).statusCode(200).header("Idempotency-Replayed", equalTo("true"));
            approve(as("rolf", "registry", "registrar"), id).statusCode(409).body("code", equalTo("order-decided"));
        }
        assertEquals(1000, units(debtor));
    }

    @Test
    void itLapses() throws Exception {
        String id = propose(body("\"quantity\":10", false)).extract().path("id");
        asOwner("update court_transfer set expires_at = clock_timestamp() where id = '" + id + "'");
        approve(second(), id).statusCode(409);
        await().until(() ->
                auditor().get("/v1/court-transfers/" + id).path("status").equals("expired"));
        assertEquals(1000, units(debtor));
    }

    @Test
    void ofManyRegistrarsAtTheSameMomentOneMovesTheUnits() throws Exception {
        String id = propose(body("\"quantity\":100", false)).extract().path("id");
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<Response>> running = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            String name = "registrar " + client;
            running.add(clients.submit(() -> {
                start.await();
                return as(name, "registry", "registrar").post("/v1/court-transfers/" + id + "/approve");
            }));
        }
        start.countDown();
        int settled = 0;
        for (Future<Response> one : running) {
            Response answer = one.get();
            if (answer.statusCode() == 200) {
                settled++;
            } else {
                assertEquals("order-decided", answer.path("code"));
            }
        }
        clients.shutdown();
        assertEquals(1, settled);
        assertEquals(100, units(creditor));
    }

    @ParameterizedTest(name = "{0} → {1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":10 | \"quantity\":0 | 422 | invalid-quantity | /quantity",
                "\"quantity\":10 | \"message\":1 | 400 | invalid-field | /message",
                "\"quantity\":10 | \"program\":\"CCR\" | 422 | invalid-selection | /quantity",
                "\"quantity\":10 | \"quantity\":1,\"serials\":[\"CCR-KE-1-2023-1-1\"] | 422 | invalid-selection | /serials",
                "\"quantity\":10 | \"serials\":[\"banana\"] | 422 | unknown-serial | /serials/0",
                "\"takesFrozen\":false | \"project\":null | 422 | invalid-value | /takesFrozen",
                "\"authority\":\"High Court\" | \"project\":null | 422 | invalid-value | /authority",
                "\"reference\":\"HC 7\" | \"project\":null | 422 | invalid-value | /reference",
                "\"reason\":\"restitution\" | \"project\":null | 422 | invalid-value | /reason",
                "\"evidenceSha256\":\"cd | \"evidenceSha256\":\"xx | 422 | invalid-value | /evidenceSha256",
                "\"fromAccount\":\"DEBTOR\" | \"fromAccount\":\"A1\" | 422 | unknown-account | /fromAccount",
                "\"fromAccount\":\"DEBTOR\" | \"fromAccount\":\"SYSTEM\" | 422 | unknown-account | /fromAccount",
                "\"toAccount\":\"CREDITOR\" | \"toAccount\":\"SYSTEM\" | 422 | unknown-account | /toAccount",
                "\"toAccount\":\"CREDITOR\" | \"toAccount\":\"banana\" | 422 | unknown-account | /toAccount",
                "\"toAccount\":\"CREDITOR\" | \"toAccount\":\"DEBTOR\" | 422 | same-account | /toAccount",
            })
    void anOrderThatCannotBeIsRefusedByName(String part, String wrong, int status, String code, String pointer) {
        String body = body("\"quantity\":10", false);
        assertEquals(true, body.contains(named(part)), body);
        propose(body.replace(named(part), named(wrong)))
                .statusCode(status)
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
        assertEquals(
                0,
                number("select count(*) from court_transfer where from_account = "
                        + debtor.account().substring(1)));
    }

    @Test
    void ordersAreListedForRegistrarAndAuditor() {
        String id = propose(body("\"quantity\":10", false)).extract().path("id");
        for (String filter :
                List.of("account=" + debtor.account(), "account=" + creditor.account() + "&status=proposed")) {
            auditor().get("/v1/court-transfers?" + filter).then().body("items.id", contains(id));
        }
        auditor()
                .get("/v1/court-transfers?status=settled&account=" + debtor.account())
                .then()
                .body("items", empty());
        auditor()
                .get("/v1/court-transfers?status=done")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("status"));
        debtor.call().get("/v1/court-transfers/" + id).then().statusCode(403);
        registrar().get("/v1/court-transfers/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void theAuditorFindsACourtTransferThatNobodyOrdered() throws Exception {
        String id = propose(body("\"quantity\":10", false)).extract().path("id");
        approve(second(), id).statusCode(200);
        String where = " where id = '" + id + "'";
        asOwner("update court_transfer set to_account = from_account, from_account = to_account" + where);
        auditor().get("/v1/audit").then().body("findings.rule", contains("court-transfer-by-order"));
        auditor().get("/v1/audit").then().body("findings.subject", contains(id));
        asOwner("update court_transfer set from_account = %s, to_account = %s%s"
                .formatted(debtor.account().substring(1), creditor.account().substring(1), where));
    }

    private String named(String part) {
        String system = "A" + number("select id from account where kind = 'retired' limit 1");
        return part.replace("CREDITOR", creditor.account())
                .replace("DEBTOR", debtor.account())
                .replace("SYSTEM", system);
    }

    private String body(String selection, boolean takesFrozen) {
        return ("{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",%s,\"takesFrozen\":%s,"
                        + "\"authority\":\"High Court\",\"reference\":\"HC 7\",\"reason\":\"restitution\","
                        + "\"evidenceSha256\":\"%s\"}")
                .formatted(
                        UUID.randomUUID(),
                        debtor.account(),
                        creditor.account(),
                        selection,
                        takesFrozen,
                        "cd".repeat(32));
    }

    private static ValidatableResponse propose(String body) {
        return registrar().body(body).post("/v1/court-transfers").then();
    }

    private static RequestSpecification second() {
        return as("rita", "registry", "registrar");
    }

    private static ValidatableResponse approve(RequestSpecification who, String id) {
        return who.post("/v1/court-transfers/" + id + "/approve").then();
    }

    private static ValidatableResponse reject(RequestSpecification who, String id) {
        return who.body("{\"reason\":\"the order was lifted\"}")
                .post("/v1/court-transfers/" + id + "/reject")
                .then();
    }

    private static long units(Holder holder) {
        return number("select coalesce(sum(last_unit - first_unit + 1), 0) from holding where account_id = "
                + holder.account().substring(1));
    }
}
