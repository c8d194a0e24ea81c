package org.carbonregistry.account.accounts;

import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.knowPrograms;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.registrar;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.AccountChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class AccountsIT {

    private static ValidatableResponse move(String account, String move) {
        return registrar()
                .body("{\"reason\":\"because\"}")
                .post("/v1/accounts/" + account + "/" + move)
                .then();
    }

    private static ValidatableResponse moveOtherwise(String account, String move) {
        return registrar()
                .body("{\"reason\":\"another one\"}")
                .post("/v1/accounts/" + account + "/" + move)
                .then();
    }

    @Test
    void aDecisionThatComesAgainIsAnsweredWithTheFirstAndDecidesNothing() {
        Holder holder = newHolder();
        for (String move : List.of("suspend", "reinstate", "close")) {
            String first = move(holder.account(), move)
                    .statusCode(200)
                    .header("Idempotency-Replayed", nullValue())
                    .extract()
                    .asString();
            assertEquals(
                    first,
                    move(holder.account(), move)
                            .statusCode(200)
                            .header("Idempotency-Replayed", equalTo("true"))
                            .extract()
                            .asString());
        }
        assertEquals(
                4,
                number("select count(*) from account_decision where account_id = "
                        + holder.account().substring(1)));
    }

    @Test
    void everyAccountHasItsOpeningAmongTheDecisions() {
        newHolder();
        knowPrograms();
        assertEquals(
                0,
                number("select count(*) from account a where not exists (select 1 from account_decision d"
                        + " where d.account_id = a.id and d.number = 1 and d.status = 'open' and d.actor = a.opened_by)"
                        + " and a.id <> 999999999"));
    }

    @Test
    void aKycDecisionIsNotStatedOnlyWhileALedgerIsBroughtIn() throws SQLException {
        knowPrograms();
        String body = "{\"organisation\":\"" + organisation()
                + "\",\"kind\":\"holding\",\"name\":\"x\",\"notStated\":[\"kyc\"]}";
        registrar()
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("notStated", contains("kyc"))
                .body("kycDate", nullValue());
        org.carbonregistry.account.Registry.asOwner("update program set import_state = 'closed'");
        try {
            registrar().body(body).post("/v1/accounts").then().statusCode(409).body("code", equalTo("kyc-not-stated"));
        } finally {
            org.carbonregistry.account.Registry.asOwner("update program set import_state = 'open' where code = 'VER'");
        }
    }

    @Test
    void everyDecisionAboutAnAccountIsKeptAndPublished() {
        Holder holder = newHolder();
        move(holder.account(), "suspend").statusCode(200).body("status", equalTo("suspended"));
        move(holder.account(), "reinstate").statusCode(200).body("status", equalTo("open"));
        move(holder.account(), "close").statusCode(200).body("status", equalTo("closed"));

        assertEquals(
                List.of("open", "suspended", "open", "closed"),
                facts(holder.account(), 4).stream()
                        .map(f -> f.content(AccountChanged.class).status())
                        .toList());
        assertEquals(
                3,
                number(
                        "select count(*) from account_decision where reason = 'because' and actor = 'rosa' and account_id = "
                                + holder.account().substring(1)));
    }

    @ParameterizedTest(name = "{0} then {1} → {2}")
    @CsvSource({
        "none, reinstate, account-state",
        "suspend, suspend, account-state",
        "close, suspend, account-state",
        "close, reinstate, account-state",
        "close, close, account-state",
    })
    void aStateOffersOnlyItsLegalMoves(String first, String then, String code) {
        Holder holder = newHolder();
        if (!first.equals("none")) {
            move(holder.account(), first).statusCode(200);
        }
        moveOtherwise(holder.account(), then).statusCode(409).body("code", equalTo(code));
    }

    @Test
    void anAccountThatHoldsUnitsIsNotClosed() {
        Holder holder = newHolder();
        block(holder.account(), 10);
        move(holder.account(), "close").statusCode(409).body("code", equalTo("account-not-empty"));
    }

    @Test
    void accountsOfAProgrammeAreNobodysToChange() {
        block(newHolder().account(), 1);
        String retired = "A" + number("select id from account where kind = 'retired' limit 1");
        move(retired, "suspend").statusCode(409).body("code", equalTo("account-state"));
        move("A1", "suspend").statusCode(404);
        move("banana", "suspend").statusCode(404);
    }

    @Test
    void whoActsForNoOrganisationReadsNothing() {
        String account = newHolder().account();
        as("nemo", null, "holder").get("/v1/accounts").then().statusCode(200).body("items", equalTo(List.of()));
        as("nemo", null, "holder").get("/v1/accounts/" + account).then().statusCode(404);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        auditor().get("/v1/accounts?cursor=YmFuYW5h").then().statusCode(400).body("code", equalTo("invalid-cursor"));
    }

    @Test
    void aHolderSeesOnlyItsOwnAccounts() {
        Holder anna = newHolder();
        Holder ben = newHolder();
        String second = account(anna.organisation());
        anna.call().get("/v1/accounts").then().body("items.id", contains(anna.account(), second));
        anna.call().get("/v1/accounts/" + ben.account()).then().statusCode(404);
        anna.call()
                .get("/v1/accounts?organisation=" + ben.organisation())
                .then()
                .body("items.id", equalTo(List.of()));
        auditor()
                .get("/v1/accounts?organisation=" + ben.organisation())
                .then()
                .body("items.id", contains(ben.account()));
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"holding\",\"name\":\"x\"} | 422 | invalid-value | /organisation",
                "{\"organisation\":\"nobody-knows\",\"kind\":\"holding\",\"name\":\"x\",KYC} | 422 | unknown-organisation | /organisation",
                "{\"organisation\":\"ORG\",\"kind\":\"retired\",\"name\":\"x\"} | 422 | invalid-value | /kind",
                "{\"organisation\":\"ORG\",\"kind\":\"savings\",\"name\":\"x\"} | 422 | invalid-value | /kind",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\" \"} | 422 | invalid-value | /name",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"a\\u0007\"} | 422 | invalid-value | /name",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"a\\u202eb\"} | 422 | invalid-value | /name",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",\"kycDate\":\"2999-01-01\"} | 422 | invalid-value | /kycDate",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",\"kycEvidenceSha256\":\"12\"} | 422 | invalid-value | /kycEvidenceSha256",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\"} | 422 | kyc-missing | /kycEvidenceSha256",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",\"kycEvidenceSha256\":\"SHA\"} | 422 | kyc-missing | /kycDate",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",\"kycDate\":\"2024-01-01\"} | 422 | kyc-missing | /kycEvidenceSha256",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",KYC,\"notStated\":[\"kyc\"]} | 422 | invalid-value | /notStated",
                "{\"organisation\":\"ORG\",\"kind\":\"holding\",\"name\":\"x\",KYC,\"notStated\":[\"name\"]} | 422 | invalid-value | /notStated",
            })
    void anAccountThatCannotBeIsRefusedByName(String body, int status, String code, String pointer) {
        registrar()
                .body(body.replace("ORG", organisation())
                        .replace("KYC", "\"kycEvidenceSha256\":\"SHA\",\"kycDate\":\"2024-01-01\"")
                        .replace("\"SHA\"", "\"" + "ab".repeat(32) + "\""))
                .post("/v1/accounts")
                .then()
                .statusCode(status)
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aRepeatUnderTheSameIdempotencyKeyIsTheSameAccount() {
        String organisation = organisation();
        String body = "{\"organisation\":\"" + organisation + "\",\"kind\":\"trading\",\"name\":\"Desk\","
                + "\"kycEvidenceSha256\":\"" + "ab".repeat(32) + "\",\"kycDate\":\"2024-01-01\"}";
        String first = registrar()
                .header("Idempotency-Key", "\"" + organisation + "\"")
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        registrar()
                .header("Idempotency-Key", "\"" + organisation + "\"")
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first));
        assertEquals(1, number("select count(*) from account where organisation = '" + organisation + "'"));
    }

    @Test
    void anOrganisationIsRegisteredOnce() {
        String code = organisation();
        registrar()
                .body("{\"code\":\"" + code + "\",\"name\":\"Again\",\"country\":\"KE\"}")
                .post("/v1/organisations")
                .then()
                .statusCode(409)
                .body("code", equalTo("organisation-exists"));
        registrar()
                .body("{\"code\":\"No Slug\",\"name\":\"x\",\"country\":\"KE\"}")
                .post("/v1/organisations")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/code"));
        registrar().get("/v1/organisations/" + code).then().body("code", equalTo(code));
        registrar().get("/v1/organisations/nobody").then().statusCode(404);
    }
}
