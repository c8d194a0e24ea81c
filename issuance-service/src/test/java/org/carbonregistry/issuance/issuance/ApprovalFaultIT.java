package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.facts;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FakeLedger;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database or the broker dies at an approval: afterwards it is issued once, and block numbers have no gap. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class ApprovalFaultIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = IssuanceWorld.ledger(pool);
    }

    @Test
    void theDatabaseIsKilledInTheMiddleOfAnApproval() throws Exception {
        String program = program("");
        String project = registered(program, "solar");
        String issuance = requested(verified(project, 2023, 10));
        CompletableFuture<Integer> broken = null;
        // The counter is held, so that the approval stands in the middle of its transaction when the database dies.
        try (Connection holder =
                DriverManager.getConnection(RegistryEnvironment.postgres().superuserUrl("issuance"))) {
            holder.setAutoCommit(false);
            hold(holder, program);
            broken = CompletableFuture.supplyAsync(() ->
                    registrar().post("/v1/issuances/" + issuance + "/approve").statusCode());
            await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 1);
            RegistryEnvironment.postgres().kill();
        } catch (SQLException gone) {
            // The connection died with the database.
        } finally {
            RegistryEnvironment.postgres().restart();
        }
        assertNotEquals(200, broken.get(60, TimeUnit.SECONDS), "what broke off is not answered as done");
        approveUntilDone(issuance);
        assertIssuedOnce(program, project, issuance);
    }

    @Test
    void theDatabaseIsKilledAfterTheApprovalBeforeTheLedgerAnswers() {
        String program = program("");
        String project = registered(program, "solar");
        ledger.lose(program + "-1", 1);
        String issuance = requested(verified(project, 2023, 10));
        approved(issuance);
        RegistryEnvironment.postgres().kill();
        RegistryEnvironment.postgres().restart();
        assertIssuedOnce(program, project, issuance);
    }

    @Test
    void theBrokerIsDownAtTheApproval() {
        String program = program("");
        String project = registered(program, "solar");
        String issuance = requested(verified(project, 2023, 10));
        RegistryEnvironment.broker().kill();
        try {
            approved(issuance);
            assertEquals(0, ledger.orders(project).size());
        } finally {
            RegistryEnvironment.broker().restart();
        }
        assertIssuedOnce(program, project, issuance);
    }

    /** Asks until the database is back; the approval that broke off must not stand in the way. */
    private static void approveUntilDone(String issuance) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> registrar()
                                .post("/v1/issuances/" + issuance + "/approve")
                                .statusCode(),
                        status -> {
                            assertNotEquals(409, status, "the approval that broke off left something behind");
                            return status == 200;
                        });
    }

    private void assertIssuedOnce(String program, String project, String issuance) {
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> "issued"
                        .equals(registrar()
                                .get("/v1/issuances/" + issuance)
                                .jsonPath()
                                .getString("status")));
        // The next one has the next number: what was rolled back left no gap.
        String next = requested(verified(project, 2022, 20));
        assertEquals(List.of(program + "-2"), approved(next).getList("blocks.block"));
        awaitIssued(next);
        assertEquals(2, count(pool, "select count(*) from block where program = '" + program + "'"));
        assertEquals(2, count(pool, "select last_block from program_counter where program = '" + program + "'"));
        assertEquals(List.of(Map.entry("registry.credits.issued.v1", 1L)), facts(pool, program + "-1"));
        assertEquals(
                1,
                ledger.orders(project).stream()
                        .filter(order -> order.description().block().equals(program + "-1"))
                        .distinct()
                        .count(),
                "every order of the block is the same");
        assertClean();
    }

    private static void hold(Connection holder, String program) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute("select 1 from program_counter where program = '" + program + "' for update");
        }
    }

    private static long waiting() throws SQLException {
        try (Connection seen = DriverManager.getConnection(
                        RegistryEnvironment.postgres().superuserUrl("issuance"));
                Statement statement = seen.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%program_counter%'"
                                + " and pid <> pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
