package org.carbonregistry.account.holds;

import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.serial;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may put units on hold, and what those learn who may not. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class HoldRightsIT {

    private static final String LATER = Instant.now().plusSeconds(86_400).toString();

    private Holder seller;
    private String venue;
    private BlockDescription block;

    @BeforeEach
    void aSellerAndAVenue() {
        seller = newHolder();
        venue = organisation();
        block = block(seller.account(), 1000);
    }

    @Test
    void aVenueWithoutAMandateLearnsNothingOfAnAccount() {
        mandate("[\"settle\",\"retire\"]");
        String[] asked = {
            "\"quantity\":1",
            "\"quantity\":1000000000",
            "\"quantity\":0",
            "\"serials\":[\"" + serial(block, 1, 1) + "\"]",
            "\"serials\":[\"" + serial(block, 1001, 1001) + "\"]",
            "\"serials\":[\"banana\"]"
        };
        for (String account : new String[] {seller.account(), newHolder().account(), "A1", "A999999999", "banana"}) {
            for (String wanted : asked) {
                learnsNothing(account, wanted);
            }
        }
        registrar()
                .body("{\"reason\":\"inquiry\"}")
                .post("/v1/accounts/" + seller.account() + "/suspend")
                .then()
                .statusCode(200);
        learnsNothing(seller.account(), asked[0]);
    }

    @Test
    void aVenueWithAMandateIsToldHowTheAccountStands() {
        mandate("[\"hold\"]");
        place(venue(), seller.account(), "\"quantity\":1001")
                .statusCode(422)
                .body("code", equalTo("insufficient-units"));
        registrar()
                .body("{\"reason\":\"inquiry\"}")
                .post("/v1/accounts/" + seller.account() + "/suspend")
                .then()
                .statusCode(200);
        place(venue(), seller.account(), "\"quantity\":1").body("code", equalTo("account-suspended"));
    }

    @Test
    void theRoleOfAVenueIsNotThatOfAHolderOfItsOwnAccounts() {
        String forVenue = "\"quantity\":1,\"venue\":\"" + venue + "\"";
        place(as("vera", seller.organisation(), "venue"), seller.account(), "\"quantity\":1")
                .statusCode(403)
                .body("code", equalTo("no-mandate"));
        place(as("vera", seller.organisation(), "venue"), seller.account(), forVenue)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/venue"));
        place(as("vera", seller.organisation(), "venue", "holder"), seller.account(), forVenue)
                .statusCode(201);
        String hold = place(seller.call(), seller.account(), forVenue)
                .statusCode(201)
                .extract()
                .path("id");
        as("vincent", venue, "holder")
                .post("/v1/holds/" + hold + "/release")
                .then()
                .statusCode(403);
    }

    private void learnsNothing(String account, String wanted) {
        place(venue(), account, wanted)
                .statusCode(403)
                .body("code", equalTo("no-mandate"))
                .body("detail", equalTo("no mandate in force lets you hold units of account " + account))
                .body("errors[0].pointer", equalTo("/account"));
    }

    private RequestSpecification venue() {
        return as("vincent", venue, "venue");
    }

    private static ValidatableResponse place(RequestSpecification who, String account, String wanted) {
        return who.body("{\"externalId\":\"%s\",\"account\":\"%s\",%s,\"expiresAt\":\"%s\"}"
                        .formatted(UUID.randomUUID(), account, wanted, LATER))
                .post("/v1/holds")
                .then();
    }

    private void mandate(String acts) {
        seller.call()
                .body(
                        "{\"externalId\":\"%s\",\"account\":\"%s\",\"venue\":\"%s\",\"acts\":%s,\"quantity\":9000,\"validUntil\":\"%s\"}"
                                .formatted(UUID.randomUUID(), seller.account(), venue, acts, LATER))
                .post("/v1/mandates")
                .then()
                .statusCode(201);
    }
}
