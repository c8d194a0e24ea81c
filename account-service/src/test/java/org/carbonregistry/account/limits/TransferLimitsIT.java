package org.carbonregistry.account.limits;

import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much may leave an account in one transfer and in one day. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TransferLimitsIT {

    private Holder seller;
    private Holder buyer;
    private BlockDescription block;

    @BeforeEach
    void aSellerHoldsABlock() {
        seller = newHolder();
        buyer = newHolder();
        block = block(seller.account(), 10_000);
    }

    @AfterEach
    void theAuditorFindsNothing() {
        auditor().get("/v1/audit").then().statusCode(200).body("findings", empty());
    }

    @Test
    void aTransferOverALimitIsRefusedWithWhoseItIsAndWhatIsLeft() {
        limit(seller.call(), "transfer", "300").statusCode(200);
        limit(registrar(), "day", "500").statusCode(200);
        String name = "account " + seller.account() + ", set by its ";
        sent(301)
                .statusCode(422)
                .body("code", equalTo("over-transfer-limit"))
                .body("errors[0].pointer", equalTo("/quantity"))
                .body("detail", endsWith("over the limit of 300 a transfer, which is that of " + name + "holder"));
        sent(300).statusCode(201);
        sent(201)
                .statusCode(422)
                .body("code", equalTo("over-daily-limit"))
                .body("errors[0].pointer", equalTo("/quantity"))
                .body("detail", endsWith("which is that of " + name + "registrar; left today: 200"));
        sent(200).statusCode(201);
        sent(1).statusCode(422).body("code", equalTo("over-daily-limit"));
        seller.call()
                .get(path())
                .then()
                .body("usedToday", equalTo(500))
                .body("limits.limit", contains("transfer", "day"))
                .body("limits.setBy", contains("holder", "registrar"))
                .body("limits.units", contains(300, 500));
    }

    @Test
    void alsoBetweenAccountsOfOneOrganisationADaysUnitsAreCounted() {
        limit(seller.call(), "day", "100").statusCode(200);
        transfer(seller, account(seller.organisation()), "\"quantity\":60")
                .then()
                .statusCode(201);
        sent(41).statusCode(422).body("detail", endsWith("left today: 40"));
        sent(40).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({"reject, buyer", "cancel, seller"})
    void whatIsNotTakenIsGivenBack(String move, String who) {
        limit(seller.call(), "day", "100").statusCode(200);
        String offer = sent(100).statusCode(201).extract().path("id");
        sent(1).statusCode(422).body("code", equalTo("over-daily-limit"));
        (who.equals("buyer") ? buyer : seller)
                .call()
                .post("/v1/transfers/" + offer + "/" + move)
                .then()
                .statusCode(200);
        sent(100).statusCode(201);
    }

    @Test
    void whatLapsedIsGivenBackAndWhatWasAcceptedIsNot() throws Exception {
        limit(seller.call(), "day", "100").statusCode(200);
        String offer = sent(100).statusCode(201).extract().path("id");
        asOwner("update transfer set expires_at = clock_timestamp() - interval '1 second' where id = '" + offer + "'");
        buyer.call().post("/v1/transfers/" + offer + "/accept").then().statusCode(409);
        String taken = sent(100).statusCode(201).extract().path("id");
        buyer.call().post("/v1/transfers/" + taken + "/accept").then().statusCode(200);
        sent(1).statusCode(422).body("code", equalTo("over-daily-limit"));
    }

    @Test
    void yesterdayIsAnotherDay() throws Exception {
        limit(seller.call(), "day", "100").statusCode(200);
        String offer = sent(100).statusCode(201).extract().path("id");
        asOwner(
                "update account_limit set decided_at = decided_at - interval '2 days', in_force_from = in_force_from - interval"
                        + " '2 days' where account_id = " + seller.account().substring(1),
                "update transfer set proposed_at = date_trunc('day', clock_timestamp(), 'UTC') - interval '1 microsecond'"
                        + " where id = '" + offer + "'");
        sent(100).statusCode(201);
        sent(1).statusCode(422).body("code", equalTo("over-daily-limit"));
    }

    @Test
    void retirementsAndSettlementsOfAVenueAreExempt() {
        Venue venue = Venue.of(seller);
        limit(seller.call(), "transfer", "0").statusCode(200);
        limit(seller.call(), "day", "0").statusCode(200);
        sent(1).statusCode(422).body("code", equalTo("over-transfer-limit"));
        assertEquals("executed", answer(retirement(seller, 500L, block)));
        venue.settle(venue.hold(100), 100, buyer.account());
    }

    @Test
    void aNewMandateLetsNoVenueMoveUnitsPastTheLimitsBeforeTheDelayIsOver() throws Exception {
        String venue = organisation();
        String mandate = "{\"externalId\":\"%s\",\"account\":\"" + seller.account() + "\",\"venue\":\"" + venue
                + "\",\"acts\":[\"hold\",\"settle\"],\"quantity\":9000,\"validUntil\":\"%s\"}";
        String hold = "{\"externalId\":\"h-1\",\"account\":\"%s\",\"quantity\":500,\"expiresAt\":\"%s\"}"
                .formatted(seller.account(), Instant.now().plusSeconds(86_400));
        RequestSpecification agent = as("vincent", venue, "venue");
        limit(seller.call(), "day", "100").statusCode(200);

        seller.call()
                .body(mandate.formatted("soon", Instant.now().plusSeconds(86_400)))
                .post("/v1/mandates")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-expiry"))
                .body("errors[0].pointer", equalTo("/validUntil"));
        String id = seller.call()
                .body(mandate.formatted("later", Instant.now().plusSeconds(30 * 86_400)))
                .post("/v1/mandates")
                .then()
                .statusCode(201)
                .body("status", equalTo("granted"))
                .extract()
                .path("id");
        agent.body(hold).post("/v1/holds").then().statusCode(403).body("code", equalTo("no-mandate"));

        asOwner(
                "update mandate set granted_at = granted_at - interval '5 days', in_force_from = in_force_from - interval"
                        + " '5 days' where id = '" + id + "'");
        seller.call().get("/v1/mandates/" + id).then().body("status", equalTo("in-force"));
        as("vincent", venue, "venue").body(hold).post("/v1/holds").then().statusCode(201);
    }

    @Test
    void eightAtTheSameMomentNeverSendMoreThanADaysLimit() throws Exception {
        for (int round = 0; round < 3; round++) {
            aSellerHoldsABlock();
            limit(seller.call(), "day", "450").statusCode(200);
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<Response>> running = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                running.add(clients.submit(() -> {
                    start.await();
                    return transfer(seller, buyer.account(), "\"quantity\":100");
                }));
            }
            start.countDown();
            int made = 0;
            for (Future<Response> one : running) {
                Response answer = one.get();
                if (answer.statusCode() == 201) {
                    made++;
                } else {
                    assertEquals("over-daily-limit", answer.path("code"));
                }
            }
            clients.shutdown();
            assertEquals(4, made);
            assertEquals(
                    400,
                    number("select sum(quantity) from transfer where from_account = "
                            + seller.account().substring(1)));
        }
    }

    @Test
    void aLimitIsLoweredAtOnceAndLooserOnlyAfterADelay() throws Exception {
        limit(seller.call(), "transfer", "300").statusCode(200).body("limits[0].unitsThen", nullValue());
        limit(seller.call(), "transfer", "200").statusCode(200).body("limits[0].units", equalTo(200));
        sent(201).statusCode(422);
        limit(seller.call(), "transfer", "null")
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("limits[0].units", equalTo(200))
                .body("limits[0].unitsThen", nullValue());
        limit(seller.call(), "transfer", "900")
                .body("limits[0].units", equalTo(200))
                .body("limits[0].unitsThen", equalTo(900));
        String from = limit(seller.call(), "transfer", "900")
                .header("Idempotency-Replayed", equalTo("true"))
                .extract()
                .path("limits[0].from");
        sent(201).statusCode(422).body("code", equalTo("over-transfer-limit"));
        assertEquals(
                96,
                number("select round(extract(epoch from ('" + from + "'::timestamptz - clock_timestamp())) / 3600)"),
                "four days");
        asOwner(
                "update account_limit set decided_at = decided_at - interval '5 days', in_force_from = in_force_from - interval"
                        + " '5 days' where account_id = " + seller.account().substring(1) + " and number = 4");
        sent(900).statusCode(201);
        sent(901).statusCode(422);
    }

    @Test
    void neitherLiftsWhatTheOtherSet() {
        limit(registrar(), "transfer", "100").statusCode(200);
        limit(seller.call(), "transfer", "1000").statusCode(200);
        sent(101).statusCode(422).body("detail", endsWith("set by its registrar"));
        limit(seller.call(), "transfer", "50").statusCode(200);
        limit(registrar(), "transfer", "40").statusCode(200);
        limit(registrar(), "transfer", "60").statusCode(200);
        sent(50).statusCode(422);
        sent(40).statusCode(201);
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"limit\":\"week\",\"units\":5,\"reason\":\"r\"} | 422 | invalid-value | /limit",
                "{\"units\":5,\"reason\":\"r\"} | 422 | invalid-value | /limit",
                "{\"limit\":\"day\",\"units\":-1,\"reason\":\"r\"} | 422 | invalid-quantity | /units",
                "{\"limit\":\"day\",\"units\":1.5,\"reason\":\"r\"} | 400 | invalid-field | /units",
                "{\"limit\":\"day\",\"units\":5} | 422 | invalid-value | /reason",
                "{\"limit\":\"day\",\"units\":5,\"reason\":\" \"} | 422 | invalid-value | /reason",
                "{\"limit\":\"day\",\"units\":5,\"reason\":\"r\",\"colour\":1} | 400 | invalid-field | /colour",
            })
    void aLimitThatCannotBeIsRefusedByName(String body, int status, String code, String pointer) {
        seller.call()
                .body(body)
                .post(path())
                .then()
                .statusCode(status)
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
        assertEquals(
                0,
                number("select count(*) from account_limit where account_id = "
                        + seller.account().substring(1)));
    }

    @Test
    void othersSetAndSeeNoLimit() {
        limit(buyer.call(), "day", "1").statusCode(404).body("code", equalTo("not-found"));
        limit(as("dora", seller.organisation(), "developer"), "day", "1").statusCode(403);
        buyer.call().get(path()).then().statusCode(404);
        String system = "A" + number("select id from account where kind = 'retired' limit 1");
        registrar()
                .body("{\"limit\":\"day\",\"units\":5,\"reason\":\"r\"}")
                .post("/v1/accounts/" + system + "/limits")
                .then()
                .statusCode(409)
                .body("code", equalTo("account-state"));
    }

    @Test
    void theAuditorFindsATransferThatWasOverALimit() throws Exception {
        limit(seller.call(), "day", "100").statusCode(200);
        String offer = sent(100).statusCode(201).extract().path("id");
        String where = " where account_id = " + seller.account().substring(1);
        asOwner("update account_limit set units = 99" + where);
        auditor().get("/v1/audit").then().body("findings.rule", contains("transfer-within-limits"));
        auditor().get("/v1/audit").then().body("findings.subject", contains(offer));
        asOwner("update account_limit set units = 100" + where);
    }

    private String path() {
        return "/v1/accounts/" + seller.account() + "/limits";
    }

    private ValidatableResponse limit(RequestSpecification who, String kind, String units) {
        return who.body("{\"limit\":\"%s\",\"units\":%s,\"reason\":\"policy 7\"}".formatted(kind, units))
                .post(path())
                .then();
    }

    private ValidatableResponse sent(int quantity) {
        return transfer(seller, buyer.account(), "\"quantity\":" + quantity).then();
    }
}
