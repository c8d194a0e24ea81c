package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything is killed in the middle of its work, and nothing is lost or done twice. */
@Replicas(1)
class KillST {

    /** All that can be killed; the issuer of tokens is not of the registry. */
    List<String> everything() {
        return List.of("retirement-service", "account-service", "kafka", "public-api", "postgres", "issuance-service");
    }

    @Test
    void whateverIsKilledInAReplayOfThousandsEachLineIsRetiredOnce(RunningRegistry registry) {
        new Kills(registry, 800).inTurn(everything());
    }

    @Test
    void afterAKillOfEverythingANewStartFindsAll(RunningRegistry registry) {
        // Given
        Totals totals = new Totals(registry);
        Inventory.Block block = new Inventory(registry).issue(1_000);
        String before = totals.assertAuditorClean().path("byKind").toString();
        // When
        registry.killEverythingAndStartAgain();
        // Then
        assertEquals(before, totals.assertAuditorClean().path("byKind").toString());
        assertEquals(1_000, new Inventory(registry).held(Inventory.OWNER, block));
        totals.assertPublicEqualsLedger();
    }

    @Test
    @Tag("nightly")
    void whateverIsKilledAgainAndAgainEachLineIsRetiredOnce(RunningRegistry registry) {
        List<String> fiveTimes = IntStream.range(0, 5)
                .boxed()
                .flatMap(round -> everything().stream())
                .toList();
        new Kills(registry, 3_000).inTurn(fiveTimes);
    }
}
