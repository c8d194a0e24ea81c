package org.carbonregistry.account.settlements;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.serial;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue holds, settles and releases; holders let it, and others cannot. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class VenueLifeIT {

    private static final String LATER = Instant.now().plusSeconds(86_400).toString();

    private Holder seller;
    private Holder buyer;
    private String venue;
    private BlockDescription block;

    @BeforeEach
    void aSellerABuyerAndAVenue() {
        seller = newHolder();
        buyer = newHolder();
        venue = organisation();
        block = block(seller.account(), 1000);
    }

    @AfterEach
    void theAuditorFindsNothing() {
        auditor().get("/v1/audit").then().statusCode(200).body("findings", hasSize(0));
    }

    @Test
    void aTradeOfManyLegsIsSettledOnceAndWholly() {
        mandate("[\"settle\"]", 800);
        String first = hold(300);
        String second = hold(400);
        String trade =
                """
                {"tradeId":"T-1","legs":[{"holdId":"%s","quantity":300,"buyerAccount":"%s"},
                {"holdId":"%s","quantity":100,"buyerAccount":"%s","rest":"released"}],
                "price":"12.50","currency":"USD","contractRef":{"type":"IETA_ERPA","id":"C-7"}}
                """
                        .formatted(first, buyer.account(), second, buyer.account());
        String id = settle(trade)
                .statusCode(201)
                .body("status", equalTo("settled"))
                .body("legs[0].ranges", contains(serial(block, 1, 300)))
                .body("legs[1].ranges", contains(serial(block, 301, 400)))
                .extract()
                .path("id");
        settle(trade).statusCode(201).header("Idempotency-Replayed", "true").body("id", equalTo(id));
        settle(trade.replace("100,", "101,")).statusCode(422).body("code", equalTo("external-id-conflict"));
        venue().get("/v1/holds/" + second)
                .then()
                .body("status", equalTo("settled"))
                .body("settled", equalTo(100))
                .body("released", equalTo(300))
                .body("onHold", equalTo(0));
        position(buyer, 400, 0, 0);
        position(seller, 600, 0, 0);
        buyer.call()
                .get("/v1/settlements?tradeId=T-1")
                .then()
                .body("items", hasSize(1))
                .body("items[0].price", equalTo("12.50"));
        newHolder().call().get("/v1/settlements/" + id).then().statusCode(404);
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndNothingDoes() {
        mandate("[\"settle\"]", 100);
        String hold = hold(100);
        String trade = trade("T-dry", hold, 60);
        settle(trade.replace("{\"tradeId\"", "{\"dryRun\":true,\"tradeId\""))
                .statusCode(200)
                .body("status", equalTo("dry-run"))
                .body("legs[0].ranges", contains(serial(block, 1, 60)));
        venue().get("/v1/holds/" + hold).then().body("onHold", equalTo(100)).body("status", equalTo("placed"));
        settle(trade).statusCode(201);
    }

    @Test
    void heldUnitsStayWithTheirOwnerAndMoveNoOtherWay() {
        hold(1000);
        position(seller, 0, 0, 1000);
        seller.call()
                .body("{\"externalId\":\"x-%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"serials\":[\"%s\"]}"
                        .formatted(UUID.randomUUID(), seller.account(), buyer.account(), serial(block, 5, 5)))
                .post("/v1/transfers")
                .then()
                .statusCode(422)
                .body("code", equalTo("on-hold"));
    }

    @Test
    void aVenueActsOnlyWithinItsMandates() {
        String hold = hold(100);
        settle(trade("T-none", hold, 10)).statusCode(403).body("code", equalTo("no-mandate"));
        String mandate = mandate("[\"settle\",\"hold\"]", 50);
        settle(trade("T-much", hold, 51)).statusCode(422).body("code", equalTo("mandate-exhausted"));
        settle(trade("T-some", hold, 20)).statusCode(201);
        place(venue(), "{\"externalId\":\"v-1\",\"account\":\"%s\",\"quantity\":31,\"expiresAt\":\"%s\"}")
                .statusCode(422)
                .body("code", equalTo("mandate-exhausted"));
        String own = place(venue(), "{\"externalId\":\"v-2\",\"account\":\"%s\",\"quantity\":30,\"expiresAt\":\"%s\"}")
                .statusCode(201)
                .body("mandate", equalTo(mandate))
                .extract()
                .path("id");
        seller.call().get("/v1/mandates/" + mandate).then().body("used", equalTo(50));
        venue().body("{\"quantity\":10}")
                .post("/v1/holds/" + own + "/release")
                .then()
                .statusCode(200);
        seller.call().get("/v1/mandates/" + mandate).then().body("used", equalTo(40));
        seller.call()
                .post("/v1/mandates/" + mandate + "/revoke")
                .then()
                .statusCode(200)
                .body("status", equalTo("revoked"));
        settle(trade("T-late", own, 5)).statusCode(403).body("code", equalTo("no-mandate"));
        venue().post("/v1/holds/" + own + "/release").then().statusCode(200).body("status", equalTo("released"));
        given().auth()
                .oauth2(TestTokens.token("vincent", venue, "venue"))
                .post("/v1/holds/" + own + "/release")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
    }

    @Test
    void whatWasHeldUnderOneMandateIsRetiredUnderAnotherOnlyAsFarAsThatReaches() {
        String first = mandate("[\"hold\"]", 1000);
        String second = mandate("[\"retire\"]", 1);
        String hold = held(1000);
        assertEquals("mandate-exhausted", answer(retired(hold, 1000)));
        assertEquals("executed", answer(retired(hold, 1)));
        assertEquals("mandate-exhausted", answer(retired(hold, 1)));
        used(first, 1000);
        used(second, 1);
    }

    @Test
    void whatWasHeldUnderARevokedMandateIsSettledUnderAnotherOnlyAsFarAsThatReaches() {
        String first = mandate("[\"hold\",\"settle\"]", 1000);
        String hold = held(100);
        settle(trade("T-first", hold, 10)).statusCode(201);
        used(first, 100);
        String second = mandate("[\"settle\"]", 10);
        seller.call().post("/v1/mandates/" + first + "/revoke").then().statusCode(200);
        settle(trade("T-over", hold, 11)).statusCode(422).body("code", equalTo("mandate-exhausted"));
        settle(trade("T-up-to", hold, 10)).statusCode(201);
        settle(trade("T-past", hold, 1)).statusCode(422).body("code", equalTo("mandate-exhausted"));
        used(first, 100);
        used(second, 10);
    }

    private String held(int quantity) {
        return place(
                        venue(),
                        "{\"externalId\":\"held\",\"account\":\"%s\",\"quantity\":" + quantity
                                + ",\"expiresAt\":\"%s\"}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void used(String mandate, int quantity) {
        seller.call().get("/v1/mandates/" + mandate).then().body("used", equalTo(quantity));
    }

    private RetirementOrdered retired(String hold, long quantity) {
        return new RetirementOrdered(
                UUID.randomUUID(),
                venue,
                seller.account(),
                null,
                quantity,
                null,
                null,
                null,
                null,
                null,
                UUID.fromString(hold),
                "vincent",
                null,
                Instant.now());
    }

    @Test
    void othersNeitherSeeNorTouchAHold() {
        String hold = hold(10);
        String other = organisation();
        mandate("[\"settle\"]", 10);
        as("vera", other, "venue")
                .body(trade("T-o", hold, 1))
                .post("/v1/settlements")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-hold"));
        as("vera", other, "venue").post("/v1/holds/" + hold + "/release").then().statusCode(404);
        as("vera", other, "venue").get("/v1/holds/" + hold).then().statusCode(404);
        place(
                        as("vera", other, "venue"),
                        "{\"externalId\":\"o\",\"account\":\"%s\",\"quantity\":1,\"expiresAt\":\"%s\"}")
                .statusCode(403)
                .body("code", equalTo("no-mandate"));
        seller.call().post("/v1/holds/" + hold + "/release").then().statusCode(403);
    }

    @Test
    void aHoldEndsOnce() {
        mandate("[\"settle\"]", 100);
        String hold = hold(10);
        settle(trade("T-all", hold, 10)).statusCode(201);
        settle(trade("T-more", hold, 1)).statusCode(409).body("code", equalTo("hold-ended"));
        venue().post("/v1/holds/" + hold + "/release").then().statusCode(409).body("code", equalTo("hold-ended"));
    }

    @Test
    void aHoldLapsesByItself() {
        String hold = place(
                        seller.call(),
                        "{\"externalId\":\"soon\",\"account\":\"%s\",\"venue\":\"" + venue
                                + "\",\"quantity\":10,\"expiresAt\":\""
                                + Instant.now().plusSeconds(2) + "\"}")
                .statusCode(201)
                .extract()
                .path("id");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> venue().get("/v1/holds/" + hold).path("status").equals("expired"));
        venue().post("/v1/holds/" + hold + "/release").then().statusCode(409).body("code", equalTo("hold-expired"));
        position(seller, 1000, 0, 0);
    }

    @Test
    void aFreezeWinsOverAHoldAndOverTheWholeTrade() {
        mandate("[\"settle\"]", 1000);
        String clear = hold(100);
        String frozen = hold(100);
        String order = freeze("\"serials\":[\"" + serial(block, 150, 150) + "\"]");
        settle(
                        "{\"tradeId\":\"T-f\",\"legs\":[{\"holdId\":\"%s\",\"quantity\":100,\"buyerAccount\":\"%s\"},{\"holdId\":\"%s\",\"quantity\":100,\"buyerAccount\":\"%s\"}]}"
                                .formatted(clear, buyer.account(), frozen, buyer.account()))
                .statusCode(422)
                .body("code", equalTo("frozen"))
                .body("errors[0].pointer", startsWith("/legs/1"));
        venue().get("/v1/holds/" + clear).then().body("onHold", equalTo(100));
        seller.call()
                .get("/v1/accounts/" + seller.account() + "/positions")
                .then()
                .body("items[0].onHoldFrozen", equalTo(1))
                .body("items[0].availableFrozen", equalTo(0));
        settle(trade("T-around", frozen, 99)).statusCode(201);
        registrar()
                .body("{\"reason\":\"the court lifted it\"}")
                .post("/v1/freezes/" + order + "/release")
                .then()
                .statusCode(200)
                .body("status", equalTo("released"));
        settle(trade("T-last", frozen, 1)).statusCode(201);
    }

    @Test
    void nothingLeavesAFrozenAccountOrMovesOfAFrozenProject() {
        String order = freeze("\"account\":\"" + seller.account() + "\"");
        transferred(10).statusCode(422).body("code", equalTo("frozen"));
        registrar()
                .body("{\"reason\":\"done\"}")
                .post("/v1/freezes/" + order + "/release")
                .then()
                .statusCode(200);
        transferred(10).statusCode(201);
        freeze("\"project\":\"" + block.project() + "\"");
        transferred(10).statusCode(422).body("code", equalTo("frozen"));
        // Units of another project are found behind the frozen ones.
        block(seller.account(), 20);
        transferred(15).statusCode(201);
        transferred(15).statusCode(422).body("code", equalTo("frozen"));
    }

    private ValidatableResponse transferred(int quantity) {
        return seller.call()
                .body("{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":%d}"
                        .formatted(UUID.randomUUID(), seller.account(), account(seller.organisation()), quantity))
                .post("/v1/transfers")
                .then();
    }

    private String freeze(String what) {
        return registrar()
                .body(
                        "{\"externalId\":\"%s\",%s,\"authority\":\"High Court\",\"reason\":\"case 7\",\"evidenceSha256\":\"%s\"}"
                                .formatted(UUID.randomUUID(), what, "cd".repeat(32)))
                .post("/v1/freezes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void position(Holder holder, int available, int reserved, int onHold) {
        holder.call()
                .get("/v1/accounts/" + holder.account() + "/positions")
                .then()
                .body("items.available.sum()", equalTo(available))
                .body("items.reserved.sum()", equalTo(reserved))
                .body("items.onHold.sum()", equalTo(onHold));
    }

    private RequestSpecification venue() {
        return as("vincent", venue, "venue");
    }

    private String mandate(String acts, int quantity) {
        return seller.call()
                .body(
                        "{\"externalId\":\"%s\",\"account\":\"%s\",\"venue\":\"%s\",\"acts\":%s,\"quantity\":%d,\"validUntil\":\"%s\"}"
                                .formatted(UUID.randomUUID(), seller.account(), venue, acts, quantity, LATER))
                .post("/v1/mandates")
                .then()
                .statusCode(201)
                .body("status", equalTo("in-force"))
                .extract()
                .path("id");
    }

    private String hold(int quantity) {
        return place(
                        seller.call(),
                        "{\"externalId\":\"" + UUID.randomUUID() + "\",\"account\":\"%s\",\"venue\":\"" + venue
                                + "\",\"quantity\":" + quantity + ",\"expiresAt\":\"%s\"}")
                .statusCode(201)
                .body("status", equalTo("placed"))
                .extract()
                .path("id");
    }

    private ValidatableResponse place(RequestSpecification who, String body) {
        return who.body(body.formatted(seller.account(), LATER))
                .post("/v1/holds")
                .then();
    }

    private ValidatableResponse settle(String trade) {
        return venue().body(trade).post("/v1/settlements").then();
    }

    private String trade(String id, String hold, int quantity) {
        return "{\"tradeId\":\"%s\",\"legs\":[{\"holdId\":\"%s\",\"quantity\":%d,\"buyerAccount\":\"%s\"}]}"
                .formatted(id, hold, quantity, buyer.account());
    }
}
