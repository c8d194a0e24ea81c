package org.carbonregistry.account.limits;

import static org.carbonregistry.account.Registry.OPEN_PROGRAM;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.open;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.StrictRegistry;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;

/** Limits that the operator sets for the registry and for programmes. */
@QuarkusTest
@TestProfile(StrictRegistry.class)
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class StandingLimitsIT {

    @Test
    void everyAccountIsUnderTheLimitsOfTheRegistryAndOfTheProgramme() {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        BlockDescription one = block(seller.account(), 10_000);
        BlockDescription other = open(blockOrder(OPEN_PROGRAM, seller.account(), 10_000, 0));
        sent(seller, buyer, one, 401)
                .statusCode(422)
                .body("code", equalTo("over-transfer-limit"))
                .body("detail", endsWith("which is that of the registry"));
        sent(seller, buyer, one, 400).statusCode(201);
        sent(seller, buyer, one, 201)
                .statusCode(422)
                .body("code", equalTo("over-daily-limit"))
                .body("detail", endsWith("which is that of programme CCR; left today: 200"));
        sent(seller, buyer, other, 400).statusCode(201);
        sent(seller, buyer, other, 201)
                .statusCode(422)
                .body("detail", endsWith("which is that of the registry; left today: 200"));
        sent(seller, buyer, one, 200).statusCode(201);
        seller.call()
                .get("/v1/accounts/" + seller.account() + "/limits")
                .then()
                .body("usedToday", equalTo(1000))
                .body("limits.setBy", contains("operator", "operator", "operator"));
    }

    @Test
    void aNewMandateLetsNoVenueMoveUnitsPastThemBeforeTheDelayIsOver() {
        Holder seller = newHolder();
        String mandate = "{\"externalId\":\"%s\",\"account\":\"" + seller.account() + "\",\"venue\":\"" + organisation()
                + "\",\"acts\":[\"hold\",\"settle\"],\"quantity\":9000,\"validUntil\":\"%s\"}";
        seller.call()
                .body(mandate.formatted("soon", Instant.now().plusSeconds(3600)))
                .post("/v1/mandates")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-expiry"))
                .body("errors[0].pointer", equalTo("/validUntil"));
        seller.call()
                .body(mandate.formatted("later", Instant.now().plusSeconds(30 * 86_400)))
                .post("/v1/mandates")
                .then()
                .statusCode(201)
                .body("status", equalTo("granted"));
    }

    private static ValidatableResponse sent(Holder seller, Holder buyer, BlockDescription block, int quantity) {
        return transfer(seller, buyer.account(), "\"quantity\":%d,\"block\":\"%s\"".formatted(quantity, block.block()))
                .then();
    }
}
