package org.carbonregistry.account.transfers;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.as;
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
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TransferLifeIT {

    private Holder seller;
    private Holder buyer;
    private Holder stranger;
    private BlockDescription block;

    @BeforeEach
    void aSellerHoldsABlock() {
        seller = newHolder();
        buyer = newHolder();
        stranger = newHolder();
        block = block(seller.account(), 1000);
    }

    private String offered(String selection) {
        return transfer(seller, buyer.account(), selection)
                .then()
                .statusCode(201)
                .body("status", equalTo("proposed"))
                .body("expiresAt", notNullValue())
                .extract()
                .path("id");
    }

    private static long units(Holder holder, String condition) {
        return number("select coalesce(sum(last_unit - first_unit + 1), 0) from holding where account_id = "
                + holder.account().substring(1) + " and " + condition);
    }

    @Test
    void offeredUnitsStayWithTheSenderUntilTheReceiverAccepts() {
        String id = offered("\"quantity\":100");
        assertEquals(100, units(seller, "reserved_for = '" + id + "'"));
        assertEquals(0, units(buyer, "true"));

        buyer.call()
                .post("/v1/transfers/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("status", equalTo("settled"));

        assertEquals(900, units(seller, "reserved_for is null"));
        assertEquals(100, units(buyer, "reserved_for is null"));
        assertEquals(2, facts(block.block(), 2).size());
    }

    @Test
    void rejectedCancelledAndExpiredUnitsAreFreeAgain() {
        String rejected = offered("\"quantity\":100");
        buyer.call()
                .post("/v1/transfers/" + rejected + "/reject")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"));
        String cancelled = offered("\"quantity\":100");
        seller.call()
                .post("/v1/transfers/" + cancelled + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
        String expired =
                offered("\"quantity\":100,\"expiresAt\":\"" + Instant.now().plusSeconds(1) + "\"");
        await().atMost(Duration.ofSeconds(60)).until(() -> seller.call()
                .get("/v1/transfers/" + expired)
                .jsonPath()
                .getString("status")
                .equals("expired"));
        assertEquals(1000, units(seller, "reserved_for is null"));
        assertEquals(1, facts(block.block(), 1).size(), "nothing moved");
    }

    @Test
    void anOfferThatLapsedCannotBeAcceptedAlsoBeforeTheSweep() throws Exception {
        String id = offered("\"quantity\":100");
        org.carbonregistry.account.Registry.asOwner(
                "update transfer set expires_at = clock_timestamp() - interval '1 second' where id = '" + id + "'");
        buyer.call().post("/v1/transfers/" + id + "/accept").then().statusCode(409);
        assertEquals(0, units(buyer, "true"));
        await().until(() -> units(seller, "reserved_for is null") == 1000);
    }

    @Test
    void exactSerialsMoveAndTheRestStays() {
        String serial = serial(block, 101, 150);
        String id = offered("\"serials\":[\"" + serial + "\"]");
        buyer.call()
                .post("/v1/transfers/" + id + "/accept")
                .then()
                .body("ranges", contains(serial))
                .body("quantity", equalTo(50));
        buyer.call()
                .get("/v1/accounts/" + buyer.account() + "/holdings")
                .then()
                .body("items[0].ranges.serials", contains(serial));
        assertEquals(950, units(seller, "true"));
    }

    @Test
    void betweenAccountsOfOneOrganisationUnitsMoveAtOnce() {
        String second = account(seller.organisation());
        transfer(seller, second, "\"quantity\":10")
                .then()
                .statusCode(201)
                .body("status", equalTo("settled"))
                .body("expiresAt", nullValue());
        assertEquals(990, units(seller, "true"));
    }

    @Test
    void aRepeatUnderTheSameExternalIdIsTheFirstTransfer() {
        String body = "{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":%d}";
        String externalId = UUID.randomUUID().toString();
        String first = seller.call()
                .body(body.formatted(externalId, seller.account(), buyer.account(), 10))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .extract()
                .path("id");
        seller.call()
                .body(body.formatted(externalId, seller.account(), buyer.account(), 10))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first));
        seller.call()
                .body(body.formatted(externalId, seller.account(), buyer.account(), 11))
                .post("/v1/transfers")
                .then()
                .statusCode(422)
                .body("code", equalTo("external-id-conflict"))
                .body("errors[0].pointer", equalTo("/externalId"));
        assertEquals(10, units(seller, "reserved_for is not null"));
    }

    @Test
    void anOfferIsDecidedOnceAndByThoseEntitled() {
        String id = offered("\"quantity\":100");
        String path = "/v1/transfers/" + id;
        stranger.call().get(path).then().statusCode(404).body("code", equalTo("unknown-transfer"));
        stranger.call().post(path + "/accept").then().statusCode(404).body("code", equalTo("unknown-transfer"));
        seller.call().post(path + "/accept").then().statusCode(403).body("code", equalTo("wrong-owner"));
        seller.call().post(path + "/reject").then().statusCode(403).body("code", equalTo("wrong-owner"));
        buyer.call().post(path + "/cancel").then().statusCode(403).body("code", equalTo("wrong-owner"));
        buyer.call().post(path + "/accept").then().statusCode(200);
        buyer.call().post(path + "/reject").then().statusCode(409).body("code", equalTo("not-proposed"));
        as("ben", buyer.organisation(), "holder")
                .post(path + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-proposed"));
        seller.call().post(path + "/cancel").then().statusCode(409).body("code", equalTo("not-proposed"));
        assertEquals(100, units(buyer, "true"));
    }

    @ParameterizedTest
    @CsvSource({"accept, settled, 100", "reject, rejected, 0", "cancel, cancelled, 0"})
    void aDecisionOfTheSamePersonAgainIsAnsweredWithTheFirstAndChangesNothing(String move, String state, int bought) {
        String path = "/v1/transfers/" + offered("\"quantity\":100");
        Holder decides = move.equals("cancel") ? seller : buyer;
        String first = decides.call()
                .post(path + "/" + move)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("status", equalTo(state))
                .extract()
                .asString();
        long movements = number("select count(*) from movement");
        for (int times = 0; times < 2; times++) {
            assertEquals(
                    first,
                    decides.call()
                            .post(path + "/" + move)
                            .then()
                            .statusCode(200)
                            .header("Idempotency-Replayed", equalTo("true"))
                            .extract()
                            .asString());
        }
        assertEquals(movements, number("select count(*) from movement"));
        assertEquals(bought, units(buyer, "true"));
        assertEquals(1000 - bought, units(seller, "reserved_for is null"));
    }

    @Test
    void aRefusalUsesNoExternalIdUp() {
        Holder poor = newHolder();
        String body = "{\"externalId\":\"once\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":1000}"
                .formatted(poor.account(), buyer.account());
        poor.call().body(body).post("/v1/transfers").then().statusCode(422).body("code", equalTo("insufficient-units"));
        assertEquals(0, number("select count(*) from transfer where organisation = '" + poor.organisation() + "'"));
        block(poor.account(), 1000);
        poor.call().body(body).post("/v1/transfers").then().statusCode(201).header("Idempotency-Replayed", nullValue());
    }

    @Test
    void transfersAreListedForTheirPartiesOnly() {
        String id = offered("\"quantity\":100");
        seller.call().get("/v1/transfers?status=proposed").then().body("items.id", contains(id));
        buyer.call().get("/v1/transfers?account=" + buyer.account()).then().body("items.id", contains(id));
        stranger.call().get("/v1/transfers").then().body("items", empty());
        auditor().get("/v1/transfers?account=" + seller.account()).then().body("items.id", hasItem(id));
        stranger.call().get("/v1/transfers?account=" + seller.account()).then().body("items.id", not(hasItem(id)));
        buyer.call()
                .get("/v1/transfers?status=proposed&account=" + seller.account())
                .then()
                .body("items.id", contains(id));
        seller.call().get("/v1/transfers?status=settled").then().body("items", empty());
        auditor().get("/v1/transfers?status=proposed&limit=1000").then().body("items.id", hasItem(id));
        seller.call()
                .get("/v1/transfers?status=proposd")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("status"));
    }

    @Test
    void aReceiverThatWasClosedMeanwhileGetsNothingAndASuspendedSenderSendsNothing() {
        String id = offered("\"quantity\":100");
        String path = "/v1/accounts/" + seller.account();
        registrar()
                .body("{\"reason\":\"inquiry\"}")
                .post(path + "/suspend")
                .then()
                .statusCode(200);
        buyer.call()
                .post("/v1/transfers/" + id + "/accept")
                .then()
                .statusCode(422)
                .body("code", equalTo("account-suspended"));
        registrar()
                .body("{\"reason\":\"over\"}")
                .post(path + "/reinstate")
                .then()
                .statusCode(200);
        registrar()
                .body("{\"reason\":\"left\"}")
                .post("/v1/accounts/" + buyer.account() + "/close")
                .then()
                .statusCode(409)
                .body("code", equalTo("account-not-empty"));
        buyer.call().post("/v1/transfers/" + id + "/accept").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":-5 | 422 | invalid-quantity | /quantity",
                "\"quantity\":0 | 422 | invalid-quantity | /quantity",
                "\"quantity\":1.5 | 400 | invalid-field | /quantity",
                "\"quantity\":\"5\" | 400 | invalid-field | /quantity",
                "\"quantity\":1001 | 422 | insufficient-units | /quantity",
                "\"quantity\":99999999999999999999 | 400 | invalid-field | /quantity",
                "\"quantity\":5,\"serials\":[\"SERIAL-1-5\"] | 422 | invalid-selection | /serials",
                "\"message\":\"nothing wanted\" | 422 | invalid-selection | /quantity",
                "\"serials\":[] | 422 | invalid-selection | /quantity",
                "\"serials\":[\"SERIAL-1-5\"],\"vintage\":2023 | 422 | invalid-selection | /serials",
                "\"serials\":[\"SERIAL-996-1001\"] | 422 | unknown-serial | /serials/0",
                "\"serials\":[\"SERIAL-1-5\",\"CCR-KE-1-2023-888888-1-5\"] | 422 | unknown-serial | /serials/1",
                "\"serials\":[\"banana\"] | 422 | unknown-serial | /serials/0",
                "\"serials\":[\"TZ-SERIAL-1-5\"] | 422 | inconsistent-serial | /serials/0",
                "\"serials\":[\"SERIAL-1-5\",\"SERIAL-5-6\"] | 422 | repeated-units | /serials/1",
                "\"quantity\":5,\"colour\":\"red\" | 400 | invalid-field | /colour",
                "\"quantity\":5,\"block\":\"CCR-888888\" | 422 | insufficient-units | /quantity",
                "\"quantity\":5,\"expiresAt\":\"2020-01-01T00:00:00Z\" | 422 | invalid-expiry | /expiresAt",
                "\"quantity\":5,\"expiresAt\":\"2099-01-01T00:00:00Z\" | 422 | invalid-expiry | /expiresAt",
                "\"quantity\":5,\"message\":\"a\\u0007b\" | 422 | invalid-value | /message",
            })
    void anOfferThatCannotBeIsRefusedByNameAndMovesNothing(String selection, int status, String code, String pointer) {
        String name = serial(block, 1, 1).replaceAll("-1-1$", "");
        transfer(
                        seller,
                        buyer.account(),
                        selection
                                .replace("TZ-SERIAL", name.replace("-KE-", "-TZ-"))
                                .replace("SERIAL", name))
                .then()
                .statusCode(status)
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
        assertEquals(1000, units(seller, "reserved_for is null"));
    }

    @Test
    void accountsThatCannotSendOrReceiveAreNamed() {
        block(buyer.account(), 10);
        String body = "{\"externalId\":\"x\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":1}";
        String[][] cases = {
            {buyer.account(), seller.account(), "403", "wrong-owner", "/fromAccount"},
            {"A1", seller.account(), "422", "unknown-account", "/fromAccount"},
            {"banana", seller.account(), "422", "unknown-account", "/fromAccount"},
            {seller.account(), "A1", "422", "unknown-account", "/toAccount"},
            {seller.account(), seller.account(), "422", "same-account", "/toAccount"},
            {
                seller.account(),
                "A" + number("select id from account where kind = 'retired' limit 1"),
                "422",
                "unknown-account",
                "/toAccount"
            },
        };
        for (String[] c : cases) {
            seller.call()
                    .body(body.formatted(c[0], c[1]))
                    .post("/v1/transfers")
                    .then()
                    .statusCode(Integer.parseInt(c[2]))
                    .body("code", equalTo(c[3]))
                    .body("errors[0].pointer", equalTo(c[4]));
        }
    }

    @Test
    void aBodyCutInTheMiddleIsMalformedAndMovesNothing() {
        seller.call()
                .body("{\"externalId\":\"half\",\"fromAccount\":\"" + seller.account() + "\",\"toAcc")
                .post("/v1/transfers")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-body"));
        assertEquals(1000, units(seller, "reserved_for is null"));
    }
}
