package org.carbonregistry.account.transfers;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
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
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.Venue;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers that are more than one representative may send alone. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class ApproveTransferIT {

    private Holder seller;
    private Holder buyer;
    private BlockDescription block;

    @BeforeEach
    void aSellerSendsAHundredOnOnesWord() {
        seller = newHolder();
        buyer = newHolder();
        block = block(seller.account(), 1000);
        seller.call()
                .body("{\"limit\":\"unapproved\",\"units\":100,\"reason\":\"policy 7\"}")
                .post("/v1/accounts/" + seller.account() + "/limits")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void theAuditorFindsNothing() {
        auditor().get("/v1/audit").then().statusCode(200).body("findings", empty());
    }

    @Test
    void aTransferAboveTheAmountWaitsForAnotherRepresentativeAndThenForItsReceiver() {
        sent(100).body("status", equalTo("proposed"));
        String id = waiting(101);
        assertEquals(101, reserved(id));
        decide(seller.call(), id, "approve").statusCode(403).body("code", equalTo("four-eyes"));

        decide(second(), id, "approve")
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("status", equalTo("proposed"))
                .body("approvedAt", notNullValue())
                .body("decidedAt", nullValue());
        decide(second(), id, "approve").statusCode(200).header("Idempotency-Replayed", equalTo("true"));
        decide(third(), id, "approve").statusCode(409).body("code", equalTo("not-awaiting-approval"));
        assertEquals(101, reserved(id));

        decide(buyer.call(), id, "accept").statusCode(200).body("status", equalTo("settled"));
        decide(second(), id, "approve")
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("status", equalTo("settled"));
        assertEquals(0, reserved(id));
        assertEquals(2, facts(block.block(), 2).size());
    }

    @Test
    void withinOneOrganisationItSettlesWithTheApproval() {
        String other = account(seller.organisation());
        String id = transfer(seller, other, "\"quantity\":200")
                .then()
                .statusCode(201)
                .body("status", equalTo("awaiting-approval"))
                .extract()
                .path("id");
        decide(second(), id, "accept").statusCode(409).body("code", equalTo("not-proposed"));
        decide(second(), id, "approve").statusCode(200).body("status", equalTo("settled"));
        assertEquals(
                200,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = " + other.substring(1)));
    }

    @Test
    void itsReceiverSeesItOnlyOnceItIsOffered() {
        String id = waiting(200);
        buyer.call().get("/v1/transfers/" + id).then().statusCode(404).body("code", equalTo("unknown-transfer"));
        buyer.call().get("/v1/transfers").then().body("items", empty());
        for (String move : List.of("accept", "reject", "approve", "cancel")) {
            decide(buyer.call(), id, move).statusCode(404).body("code", equalTo("unknown-transfer"));
        }
        seller.call().get("/v1/transfers?status=awaiting-approval").then().body("items.id", contains(id));
        seller.call().get("/v1/transfers?account=" + buyer.account()).then().body("items.id", contains(id));
        auditor().get("/v1/transfers?account=" + buyer.account()).then().body("items.id", contains(id));
        decide(second(), id, "approve").statusCode(200);
        buyer.call().get("/v1/transfers").then().body("items.id", contains(id));
        buyer.call().get("/v1/transfers/" + id).then().statusCode(200);
    }

    @Test
    void eitherOfThemCancelsItAndItsReceiverNeverKnows() {
        for (RequestSpecification who : List.of(seller.call(), second())) {
            String id = waiting(1000);
            decide(who, id, "cancel").statusCode(200).body("status", equalTo("cancelled"));
            decide(second(), id, "approve").statusCode(409).body("code", equalTo("not-awaiting-approval"));
            buyer.call().get("/v1/transfers/" + id).then().statusCode(404);
        }
        buyer.call().get("/v1/transfers").then().body("items", empty());
    }

    @Test
    void itLapsesByItselfAndWhenItIsTouched() throws Exception {
        String touched = waiting(500);
        lapse(touched);
        decide(second(), touched, "approve").statusCode(409);
        String swept = waiting(1000);
        lapse(swept);
        await().until(() ->
                seller.call().get("/v1/transfers/" + swept).path("status").equals("expired"));
        decide(second(), swept, "approve").statusCode(409).body("code", equalTo("not-awaiting-approval"));
        assertEquals(
                0,
                number("select count(*) from holding where reserved_for is not null and account_id = "
                        + seller.account().substring(1)));
    }

    @Test
    void nothingIsApprovedOutOfASuspendedOrFrozenAccount() {
        String id = waiting(200);
        String path = "/v1/accounts/" + seller.account();
        registrar()
                .body("{\"reason\":\"inquiry\"}")
                .post(path + "/suspend")
                .then()
                .statusCode(200);
        decide(second(), id, "approve").statusCode(422).body("code", equalTo("account-suspended"));
        registrar()
                .body("{\"reason\":\"over\"}")
                .post(path + "/reinstate")
                .then()
                .statusCode(200);
        String internal = transfer(seller, account(seller.organisation()), "\"quantity\":200")
                .path("id");
        Venue.freeze(serial(block, 300, 300));
        decide(second(), internal, "approve").statusCode(422).body("code", equalTo("frozen"));
        decide(second(), id, "approve").statusCode(200);
    }

    @Test
    void oneWordDoesNotSwitchItOff() {
        String limits = "/v1/accounts/" + seller.account() + "/limits";
        for (String looser : List.of("null", "100000")) {
            seller.call()
                    .body("{\"limit\":\"unapproved\",\"units\":%s,\"reason\":\"in a hurry\"}".formatted(looser))
                    .post(limits)
                    .then()
                    .statusCode(200)
                    .body("limits[0].units", equalTo(100));
            waiting(101);
        }
    }

    @Test
    void ofManyApprovalsAndCancellationsAtTheSameMomentOneIsTheFirst() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = waiting(150);
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService clients = Executors.newFixedThreadPool(4);
            List<Future<Response>> running = new ArrayList<>();
            for (String[] act : new String[][] {{"ben", "approve"}, {"cleo", "approve"}, {"ben", "cancel"}}) {
                running.add(clients.submit(() -> {
                    start.await();
                    return as(act[0], seller.organisation(), "holder").post("/v1/transfers/" + id + "/" + act[1]);
                }));
            }
            start.countDown();
            int approved = running.get(0).get().statusCode();
            int approvedToo = running.get(1).get().statusCode();
            running.get(2).get();
            clients.shutdown();
            assertEquals(true, approved != 200 || approvedToo != 200, "approved twice");
            seller.call().post("/v1/transfers/" + id + "/cancel");
            assertEquals(0, reserved(id));
        }
    }

    @Test
    void theDatabaseTakesNoApprovalOfWhoProposedIt() {
        String id = waiting(200);
        String by = "select proposed_by from transfer where id = '" + id + "'";
        for (String wrong : List.of(
                "update transfer set status = 'proposed', approved_by = (" + by + "), approved_at = now() where id = '"
                        + id + "'",
                "update transfer set status = 'proposed' where id = '" + id + "'")) {
            assertEquals(
                    "23514",
                    assertThrows(SQLException.class, () -> asOwner(wrong)).getSQLState());
        }
    }

    private RequestSpecification second() {
        return as("ben", seller.organisation(), "holder");
    }

    private RequestSpecification third() {
        return as("cleo", seller.organisation(), "holder");
    }

    private String waiting(int quantity) {
        return sent(quantity)
                .body("status", equalTo("awaiting-approval"))
                .body("expiresAt", notNullValue())
                .extract()
                .path("id");
    }

    private ValidatableResponse sent(int quantity) {
        return transfer(seller, buyer.account(), "\"quantity\":" + quantity)
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse decide(RequestSpecification who, String id, String move) {
        return who.post("/v1/transfers/" + id + "/" + move).then();
    }

    private static void lapse(String id) throws SQLException {
        asOwner("update transfer set expires_at = clock_timestamp() - interval '1 second' where id = '" + id + "'");
    }

    private static long reserved(String id) {
        return number(
                "select coalesce(sum(last_unit - first_unit + 1), 0) from holding where reserved_for = '" + id + "'");
    }
}
