package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.facts;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.issuance.FakeLedger;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class IssueCreditsIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = IssuanceWorld.ledger(pool);
    }

    @Test
    void verifiedUnitsBecomeABlockOfCredits() {
        // Given
        String program = program("\"bufferAppliesTo\":\"nature-based\",\"bufferMinimumBasisPoints\":1000");
        String project = registered(program, "forest");
        String verification = verified(project, 2023, 10_001);
        // When
        String issuance = requested(verification);
        JsonPath approved = approved(issuance);
        // Then
        String serials = program + "-KE-1000-2023-1-1-10001";
        assertEquals("approved", approved.getString("status"));
        assertEquals(serials, approved.getString("blocks[0].serials"));
        assertEquals(10_001, approved.getLong("blocks[0].quantity"));
        assertEquals(1_001, approved.getLong("blocks[0].bufferQuantity"));
        awaitIssued(issuance);
        List<BlockOrdered> orders = ledger.orders(project);
        assertEquals(program + "-1", orders.get(0).description().block());
        assertEquals("A1001", orders.get(0).account());
        assertEquals(1_001, orders.get(0).bufferQuantity());
        assertEquals("rosa", orders.get(0).actor());
        assertEquals(List.of(Map.entry("registry.credits.issued.v1", 1L)), facts(pool, program + "-1"));
        assertClean();
    }
}
