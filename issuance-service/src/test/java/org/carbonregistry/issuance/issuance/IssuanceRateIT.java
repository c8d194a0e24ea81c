package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.broughtIn;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.externalId;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast a ledger is brought in: a thousand blocks of one programme, each with its own verification, by 16 clients. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class IssuanceRateIT {

    private static final int CLIENTS = 16;
    private static final int PROJECTS = 100;
    private static final int YEARS = 10;

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    @Tag("nightly")
    void aThousandBlocksAreIssuedInSeconds() throws Exception {
        String program = importedProgram();
        FastClient registrar = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        FastClient second = new FastClient(RestAssured.port, "ruth", "registry", "registrar");
        List<String> projects = new ArrayList<>();
        for (int p = 0; p < PROJECTS; p++) {
            projects.add(broughtIn(program));
        }
        List<Callable<Integer>> work = new ArrayList<>();
        for (int year = 2010; year < 2010 + YEARS; year++) {
            for (String project : projects) {
                int of = year;
                work.add(() -> issue(registrar, second, project, of));
            }
        }
        long start = System.nanoTime();
        int blocks = FastClient.atOnce(CLIENTS, work).stream().mapToInt(n -> n).sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "issuance rate: %d blocks (3 requests each) by %d clients in %.1f s: %.0f blocks/s, %.0f requests/s%n",
                blocks, CLIENTS, seconds, blocks / seconds, 3 * blocks / seconds);
        assertEquals(PROJECTS * YEARS, blocks);
        assertEquals(blocks, count(pool, "select max(number) from block where program = '" + program + "'"));
        assertTrue(blocks / seconds > 20, "too slow to bring a ledger in");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count(
                                pool,
                                "select count(*) from issuance where program = '" + program
                                        + "' and status = 'approved'")
                        == 0);
        assertClean();
    }

    private static int issue(FastClient registrar, FastClient second, String project, int year) throws Exception {
        String verification = registrar
                .post(
                        "/v1/projects/" + project + "/verifications",
                        """
                        {"externalId":"%s","periodStart":"%d-01-01","periodEnd":"%d-12-31",
                         "vintages":[{"start":"%d-01-01","end":"%d-12-31","quantity":1000}],"notStated":["vvb"]}
                        """
                                .formatted(externalId(), year, year, year, year))
                .accepted()
                .path("id")
                .asText();
        String scope = project + "/" + year;
        String issuance = registrar
                .post(
                        "/v1/issuances",
                        """
                        {"externalId":"%s","verification":"%s","account":"A1001","notIssuedElsewhere":true,
                         "effectiveDate":"2020-05-06","vintages":[{"start":"%d-01-01","end":"%d-12-31","quantity":1000,
                           "sourceRanges":[
                             {"first":501,"last":700,"registry":"verra","scope":"%s","sourceFirst":1,"sourceLast":200,
                              "serial":"%s-1"},
                             {"first":701,"last":1000,"registry":"verra","scope":"%s","sourceFirst":301,"sourceLast":600,
                              "serial":"%s-2"}]}]}
                        """
                                .formatted(externalId(), verification, year, year, scope, scope, scope, scope))
                .accepted()
                .path("id")
                .asText();
        return second.post("/v1/issuances/" + issuance + "/approve", null)
                .accepted()
                .path("blocks")
                .size();
    }
}
