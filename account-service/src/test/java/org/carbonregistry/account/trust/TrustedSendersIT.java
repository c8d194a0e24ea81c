package org.carbonregistry.account.trust;

import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders whose transfers a receiver takes without being asked. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TrustedSendersIT {

    private Holder seller;
    private Holder buyer;

    @BeforeEach
    void aSellerHoldsABlock() {
        seller = newHolder();
        buyer = newHolder();
        block(seller.account(), 1000);
    }

    @AfterEach
    void theAuditorFindsNothing() {
        auditor().get("/v1/audit").then().statusCode(200).body("findings", empty());
    }

    @ParameterizedTest
    @CsvSource({"account", "organisation"})
    void aSenderIsTrustedAfterTheDelayAndNoMoreOnceItIsRemoved(String what) throws Exception {
        String id = list(what)
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("status", equalTo("listed"))
                .extract()
                .path("id");
        assertEquals(
                96,
                number(
                        "select round(extract(epoch from (in_force_from - listed_at)) / 3600) from trusted_sender where id = '"
                                + id + "'"),
                "four days");
        String offer = sent().body("status", equalTo("proposed")).extract().path("id");

        inForce(id);
        list(what)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(id))
                .body("status", equalTo("in-force"));
        sent().body("status", equalTo("settled")).body("expiresAt", nullValue());
        buyer.call().get("/v1/transfers/" + offer).then().body("status", equalTo("proposed"));

        remove(buyer, id).statusCode(200).body("status", equalTo("removed"));
        remove(buyer, id).statusCode(200).header("Idempotency-Replayed", equalTo("true"));
        sent().body("status", equalTo("proposed"));
        list(what).header("Idempotency-Replayed", nullValue()).body("status", equalTo("listed"));
        buyer.call().get(path()).then().body("items.status", contains("listed", "removed"));
    }

    @Test
    void trustIsOfOneReceiverAndOneSender() throws Exception {
        inForce(list("account").extract().path("id"));
        transfer(seller, newHolder().account(), "\"quantity\":1").then().body("status", equalTo("proposed"));
        transfer(seller, account(buyer.organisation()), "\"quantity\":1").then().body("status", equalTo("proposed"));
        Holder other = newHolder();
        block(other.account(), 10);
        transfer(other, buyer.account(), "\"quantity\":1").then().body("status", equalTo("proposed"));
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":\"r\"} | 422 | invalid-selection | /account",
                "{\"account\":\"SELLER\",\"organisation\":\"x\",\"reason\":\"r\"} | 422 | invalid-selection | /account",
                "{\"account\":\"A1\",\"reason\":\"r\"} | 422 | unknown-account | /account",
                "{\"account\":\"banana\",\"reason\":\"r\"} | 422 | unknown-account | /account",
                "{\"account\":\"SYSTEM\",\"reason\":\"r\"} | 422 | unknown-account | /account",
                "{\"account\":\"BUYER\",\"reason\":\"r\"} | 422 | invalid-value | /account",
                "{\"organisation\":\"nobody\",\"reason\":\"r\"} | 422 | unknown-organisation | /organisation",
                "{\"account\":\"SELLER\"} | 422 | invalid-value | /reason",
                "{\"account\":\"SELLER\",\"reason\":\"r\",\"colour\":1} | 400 | invalid-field | /colour",
            })
    void whatCannotBeListedIsRefusedByName(String body, int status, String code, String pointer) {
        String system = "A" + number("select id from account where kind = 'retired' limit 1");
        buyer.call()
                .body(body.replace("SELLER", seller.account())
                        .replace("BUYER", buyer.account())
                        .replace("SYSTEM", system))
                .post(path())
                .then()
                .statusCode(status)
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
        buyer.call().get(path()).then().body("items", empty());
    }

    @Test
    void othersNeitherListNorSeeNorRemove() {
        String id = list("account").extract().path("id");
        seller.call().get(path()).then().statusCode(404);
        seller.call()
                .body("{\"account\":\"%s\",\"reason\":\"r\"}".formatted(seller.account()))
                .post(path())
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        remove(seller, id).statusCode(404).body("code", equalTo("not-found"));
        seller.call()
                .post("/v1/accounts/" + seller.account() + "/trusted-senders/" + id + "/remove")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void theAuditorFindsATransferThatSettledWithoutTrust() throws Exception {
        String id = list("account").extract().path("id");
        inForce(id);
        String settled = sent().body("status", equalTo("settled")).extract().path("id");
        asOwner("update trusted_sender set in_force_from = clock_timestamp() where id = '" + id + "'");
        auditor().get("/v1/audit").then().body("findings.rule", contains("unaccepted-is-trusted"));
        auditor().get("/v1/audit").then().body("findings.subject", contains(settled));
        asOwner("update trusted_sender set in_force_from = listed_at where id = '" + id + "'");
    }

    private static void inForce(String id) throws SQLException {
        asOwner(
                "update trusted_sender set listed_at = listed_at - interval '5 days', in_force_from = in_force_from - interval"
                        + " '5 days' where id = '" + id + "'");
    }

    private String path() {
        return "/v1/accounts/" + buyer.account() + "/trusted-senders";
    }

    private ValidatableResponse list(String what) {
        return buyer.call()
                .body("{\"%s\":\"%s\",\"reason\":\"our broker\"}"
                        .formatted(what, what.equals("account") ? seller.account() : seller.organisation()))
                .post(path())
                .then();
    }

    private ValidatableResponse remove(Holder who, String id) {
        return who.call().post(path() + "/" + id + "/remove").then();
    }

    private ValidatableResponse sent() {
        return transfer(seller, buyer.account(), "\"quantity\":10").then().statusCode(201);
    }
}
