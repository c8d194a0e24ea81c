package org.carbonregistry.retirement.registers;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.program;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class RegistersIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @Test
    void theDoorFollowsAnAccountFromItsOpeningOn() {
        is("unknown-account");
        account(1, "open");
        account(2, "suspended");
        is("account-suspended");
        account(2, "suspended");
        account(4, "closed");
        account(3, "open");
        is("account-closed");
    }

    @Test
    void anOriginalDateIsTakenUntilTheImportIsClosed() {
        String dated = "\"quantity\":1,\"program\":\"IMP\",\"effectiveDate\":\"2015-03-04\"";
        ledger.send(program("IMP", 1, "open"));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> retire(body(name(), dated)).statusCode() == 202);
        ledger.send(program("IMP", 2, "closed"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> "effective-date-not-allowed"
                .equals(retire(body(name(), dated)).path("code")));
    }

    @Test
    void whatWaitsForTheLedgerIsOnTheHealthPageAndAMetric() {
        retire(body(name(), "\"quantity\":1,\"vintage\":" + FakeLedger.SILENT)
                .replace(RetirementWorld.OPEN, RetirementWorld.SILENT));
        await().atMost(60, TimeUnit.SECONDS).until(() -> RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("registry_retirements_requested{")
                        || line.startsWith("registry_retirements_requested "))
                .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0));
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'retirements' }.status", equalTo("UP"));
        RestAssured.get("/q/metrics").then().body(containsString("registry_retirements_total{status=\"completed\""));
    }

    private void account(long number, String status) {
        ledger.send(Message.fact(
                MessageType.ACCOUNT_CHANGED,
                "A2001",
                number,
                Instant.now(),
                new AccountChanged("A2001", number, "acme-air", "holding", null, "Account", status, Instant.now())));
    }

    private static void is(String code) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> code.equals(retire(body(name(), "\"quantity\":1").replace("A1001", "A2001"))
                        .path("code")));
    }

    private static Response retire(String body) {
        return holder().contentType(ContentType.JSON).body(body).post("/v1/retirements");
    }
}
