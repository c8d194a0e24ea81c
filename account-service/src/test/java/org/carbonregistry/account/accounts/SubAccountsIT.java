package org.carbonregistry.account.accounts;

import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class SubAccountsIT {

    private Holder broker;

    @BeforeEach
    void aBrokerHoldsAnAccount() {
        broker = newHolder();
    }

    @AfterEach
    void theLedgerIsClean() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void aSubAccountKeepsTheUnitsOfAClientApart() {
        String sub = open(",\"client\":{\"kind\":\"person\",\"reference\":\"client-4711\"}")
                .statusCode(201)
                .body("parent", equalTo(broker.account()))
                .body("client.kind", equalTo("person"))
                .body("client.reference", equalTo("client-4711"))
                .body("omnibus", equalTo(false))
                .extract()
                .path("id");
        broker.call().get("/v1/accounts?parent=" + broker.account()).then().body("items.id", contains(sub));
        newHolder().call().get("/v1/accounts?parent=" + broker.account()).then().body("items", empty());
        broker.call().get("/v1/accounts/" + broker.account()).then().body("parent", nullValue());

        // Between the two units move at once, and each has its own.
        block(broker.account(), 100);
        transfer(broker, sub, "\"quantity\":30").then().statusCode(201).body("status", equalTo("settled"));
        transfer(new Holder(broker.organisation(), sub), broker.account(), "\"quantity\":10")
                .then()
                .statusCode(201)
                .body("status", equalTo("settled"));
        positions(broker.account(), "").body("items.quantity", contains(80));
        positions(sub, "").body("items.quantity", contains(20));
        positions(broker.account(), "?subAccounts=true").body("items.quantity", contains(100));
        positions(broker.account(), "?subAccounts=false").body("items.quantity", contains(80));
        positions(broker.account(), "?subAccounts=yes")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("subAccounts"));
    }

    @Test
    void whoTheClientIsIsSaidInNoFact() {
        String sub = open(",\"client\":{\"kind\":\"person\",\"reference\":\"canary-4711\"}")
                .extract()
                .path("id");
        assertFalse(new String(facts(sub, 1).get(0).data(), StandardCharsets.UTF_8).contains("canary-4711"));
    }

    @Test
    void anOmnibusAccountSaysThatItIsOne() {
        open(",\"omnibus\":true").statusCode(201).body("omnibus", equalTo(true)).body("client", nullValue());
    }

    @Test
    void anAccountIsNotClosedBeforeItsSubAccounts() {
        String sub = open("").extract().path("id");
        close(broker.account()).statusCode(409).body("code", equalTo("sub-account-open"));
        registrar()
                .body("{\"reason\":\"because\"}")
                .post("/v1/accounts/" + sub + "/suspend")
                .then()
                .statusCode(200);
        close(broker.account()).statusCode(409).body("code", equalTo("sub-account-open"));
        close(sub).statusCode(200);
        close(broker.account()).statusCode(200);
        open("").statusCode(422).body("code", equalTo("account-closed")).body("errors[0].pointer", equalTo("/parent"));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"parent\":\"A1\"                                             | unknown-account | /parent",
                "\"parent\":\"x\"                                              | unknown-account | /parent",
                "\"parent\":\"OTHER\"                                          | invalid-value   | /parent",
                "\"parent\":\"SUB\"                                            | invalid-value   | /parent",
                "\"client\":{\"kind\":\"person\",\"reference\":\"a\"}          | invalid-value   | /client",
                "\"parent\":\"OWN\",\"client\":{\"kind\":\"dog\",\"reference\":\"a\"}     | invalid-value | /client/kind",
                "\"parent\":\"OWN\",\"client\":{\"reference\":\"a\"}                      | invalid-value | /client/kind",
                "\"parent\":\"OWN\",\"client\":{\"kind\":\"person\"}                      | invalid-value | /client/reference",
                "\"parent\":\"OWN\",\"client\":{\"kind\":\"person\",\"reference\":\" \"}  | invalid-value | /client/reference",
                "\"parent\":\"OWN\",\"client\":{\"kind\":\"person\",\"reference\":\"a\\u202eb\"} | invalid-value | /client/reference",
                "\"parent\":\"OWN\",\"omnibus\":true,\"client\":{\"kind\":\"person\",\"reference\":\"a\"} | invalid-value | /omnibus",
            })
    void whatCannotBeOpenedIsRefusedByName(String said, String code, String pointer) {
        String more = said.replace("OTHER", newHolder().account())
                .replace("SUB", open("").extract().path("id"))
                .replace("OWN", broker.account());
        opening("," + more).statusCode(422).body("code", equalTo(code)).body("errors[0].pointer", equalTo(pointer));
    }

    private ValidatableResponse open(String more) {
        return opening(",\"parent\":\"" + broker.account() + "\"" + more);
    }

    private ValidatableResponse opening(String more) {
        return registrar()
                .body(
                        "{\"organisation\":\"%s\",\"kind\":\"holding\",\"name\":\"Client\",\"kycEvidenceSha256\":\"%s\",\"kycDate\":\"2024-02-29\"%s}"
                                .formatted(broker.organisation(), "ab".repeat(32), more))
                .post("/v1/accounts")
                .then();
    }

    private static ValidatableResponse close(String account) {
        return registrar()
                .body("{\"reason\":\"because\"}")
                .post("/v1/accounts/" + account + "/close")
                .then();
    }

    private ValidatableResponse positions(String account, String query) {
        return broker.call()
                .get("/v1/accounts/" + account + "/positions" + query)
                .then();
    }
}
