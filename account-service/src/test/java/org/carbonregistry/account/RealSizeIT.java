package org.carbonregistry.account;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.OPEN_PROGRAM;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A ledger as large as that of a real registry, brought in as an operator does it: one account holds all blocks, so all its
 * orders come from one partition, and each names its block.
 */
@Tag("nightly")
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RealSizeIT {

    private static final int BLOCKS = 9_933;
    private static final int RETIREMENTS = 213_105;
    private static final long UNITS = 1_000_000;

    @AfterEach
    void listenAgain() {
        Broker.shared().listen(true);
    }

    @Test
    void aLedgerOfRealSizeIsBroughtInRetiredFromAndAudited() {
        // Given
        long seed = System.nanoTime();
        System.out.println("aLedgerOfRealSizeIsBroughtInRetiredFromAndAudited seed " + seed);
        Random random = new Random(seed);
        Registry.knowPrograms();
        Broker.shared().listen(false);
        Holder source = newHolder();
        String blocksOpen = "select count(*) from holding where account_id = "
                + source.account().substring(1);
        String executed = "select count(*) from ledger_transaction where kind = 'retirement' and actor = '" + seed
                + "' and outcome_type = 'registry.retirement.executed.v1'";

        // When
        long started = System.nanoTime();
        List<BlockOrdered> blocks = new ArrayList<>(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(Registry.blockOrder(OPEN_PROGRAM, source.account(), UNITS, 0, 2005 + i % 18));
            Registry.send(blocks.get(i));
        }
        waitUntil(blocksOpen, BLOCKS);
        print("blocks opened", BLOCKS, started);

        started = System.nanoTime();
        long units = 0;
        for (int i = 0; i < RETIREMENTS; i++) {
            // As in real ledgers a few blocks have very many retirements.
            int block = random.nextInt(10) == 0 ? random.nextInt(10) : random.nextInt(BLOCKS);
            long quantity = 1 + random.nextInt(20);
            units += quantity;
            Registry.send(order(source, blocks.get(block), quantity, String.valueOf(seed)));
        }
        waitUntil(executed, RETIREMENTS);
        double rate = print("retirements executed", RETIREMENTS, started);

        // Then
        JsonPath audit =
                auditor().get("/v1/audit").then().statusCode(200).extract().jsonPath();
        System.out.printf(
                "audited %d blocks and %d movements in %d ms%n",
                audit.getLong("blocks"), audit.getLong("movements"), audit.getLong("tookMillis"));
        assertTrue(audit.getBoolean("clean"), audit.getString("findings"));
        assertTrue(audit.getLong("tookMillis") < 60_000);
        assertTrue(rate > 500, rate + " retirements/s");
        assertEquals(
                BLOCKS * UNITS - units,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = "
                        + source.account().substring(1)));
    }

    private static RetirementOrdered order(Holder source, BlockOrdered block, long quantity, String actor) {
        return new RetirementOrdered(
                UUID.randomUUID(),
                source.organisation(),
                source.account(),
                null,
                quantity,
                OPEN_PROGRAM,
                null,
                null,
                block.description().block(),
                LocalDate.of(2024, 1, 1),
                null,
                actor,
                null,
                Instant.now());
    }

    private static void waitUntil(String query, long rows) {
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> number(query) == rows);
    }

    private static double print(String what, long count, long started) {
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("%,d %s in %.1f s: %,.0f/s%n", count, what, seconds, count / seconds);
        return count / seconds;
    }
}
