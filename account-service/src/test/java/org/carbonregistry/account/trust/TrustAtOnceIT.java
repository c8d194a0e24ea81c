package org.carbonregistry.account.trust;

import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.StrictRegistry;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.Test;

/** The delay of trust is what the operator sets. */
@QuarkusTest
@TestProfile(StrictRegistry.class)
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TrustAtOnceIT {

    @Test
    void withoutADelayASenderIsTrustedAtOnce() {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        block(seller.account(), 100);
        buyer.call()
                .body("{\"account\":\"%s\",\"reason\":\"our broker\"}".formatted(seller.account()))
                .post("/v1/accounts/" + buyer.account() + "/trusted-senders")
                .then()
                .statusCode(200)
                .body("status", equalTo("in-force"));
        transfer(seller, buyer.account(), "\"quantity\":10").then().body("status", equalTo("settled"));
    }
}
