package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.rows;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FakeLedger;
import org.carbonregistry.issuance.IssuanceWorld;
import org.carbonregistry.issuance.Superuser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class OrderAgainIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = IssuanceWorld.ledger(pool);
    }

    /** In tests the first time is after one second. */
    @Test
    void anOrderThatIsNotAnsweredIsSentLessAndLessOften() throws Exception {
        String block = approvedAndIgnored();
        for (int sent : List.of(1, 2, 5, 9, 10, 11, 40, 5_000)) {
            Superuser.run("update block_order set sent = " + sent + ", due_at = now() - interval '1 second'"
                    + " where block = '" + block + "'");
            await().atMost(Duration.ofSeconds(60)).until(() -> order(block).getInteger("sent") > sent);
            Row order = order(block);
            double doubled = Math.pow(2, Math.min(order.getInteger("sent") - 1, 40));
            assertEquals(Math.min(doubled, 600), order.getDouble("seconds"), 0.01, "sent " + sent + " times");
        }
        Superuser.run("update block_order set sent = 1, due_at = now() where block = '" + block + "'");
        ledger.lose(block, 0);
        awaitIssued(issuanceOf(block));
    }

    @Test
    void aBlockThatTheLedgerDoesNotOpenIsSeen() throws Exception {
        String block = approvedAndIgnored();
        String issuance = issuanceOf(block);
        Superuser.run("update issuance set decided_at = now() - interval '2 hours' where id = '" + issuance + "'");
        String hourAgo = rows(
                        pool,
                        "select to_char(now() at time zone 'utc' - interval '1 hour',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as t")
                .get(0)
                .getString("t");
        String list = "/v1/issuances?status=approved&decidedBefore=";
        assertEquals(List.of(issuance), ok(registrar().get(list + hourAgo)).getList("items.id"));
        assertEquals(
                List.of(), ok(registrar().get(list + "2020-01-01T00:00:00Z")).getList("items.id"));
        refused(400, "invalid-parameter", registrar().get(list + "yesterday"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RestAssured.get("/q/health/ready")
                                .jsonPath()
                                .getInt("checks.find { it.name == 'issuance' }.data.oldestNotOpenedSeconds")
                        >= 7_000);
        String metrics = RestAssured.get("/q/metrics").asString();
        assertTrue(metrics.contains("registry_blocks_unopened_age_seconds"), "the age is a metric");
        Superuser.run("update block_order set due_at = now() where block = '" + block + "'");
        ledger.lose(block, 0);
        awaitIssued(issuance);
    }

    private String approvedAndIgnored() {
        String project = registered(program(""), "solar");
        String block = project.substring(0, project.indexOf('-')) + "-1";
        ledger.lose(block, Integer.MAX_VALUE);
        approved(requested(verified(project, 2023, 10)));
        assertEquals(1, count(pool, "select count(*) from block_order where block = '" + block + "'"));
        return block;
    }

    private String issuanceOf(String block) {
        return rows(pool, "select issuance::text as id from block where id = '" + block + "'")
                .get(0)
                .getString("id");
    }

    private Row order(String block) {
        return rows(
                        pool,
                        "select sent, extract(epoch from due_at - sent_at)::float8 as seconds from block_order where block = '"
                                + block + "'")
                .get(0);
    }
}
