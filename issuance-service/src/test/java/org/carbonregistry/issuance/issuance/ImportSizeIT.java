package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.externalId;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** A whole ledger of real size: 1,858 projects, about 10,000 blocks, twice as many source ranges, by 16 clients. */
@Tag("nightly")
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class ImportSizeIT {

    private static final int PROJECTS = 1_858;
    private static final int CLIENTS = 16;

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void aLedgerOfRealSizeIsBroughtIn() throws Exception {
        String program = importedProgram();
        FastClient rosa = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        FastClient ruth = new FastClient(RestAssured.port, "ruth", "registry", "registrar");
        List<Callable<Integer>> work = new ArrayList<>();
        for (int p = 0; p < PROJECTS; p++) {
            int years = 2 + p % 8;
            work.add(() -> bringIn(rosa, ruth, program, years));
        }
        long start = System.nanoTime();
        int blocks = FastClient.atOnce(CLIENTS, work).stream().mapToInt(n -> n).sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        await().atMost(Duration.ofSeconds(120))
                .until(() -> count(
                                pool,
                                "select count(*) from issuance where program = '" + program
                                        + "' and status <> 'issued'")
                        == 0);
        double opened = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "ledger brought in: %d projects, %d blocks, %d source ranges by %d clients in %.1f s, all open after %.1f s%n",
                PROJECTS, blocks, 2 * blocks, CLIENTS, seconds, opened);
        assertEquals(blocks, count(pool, "select count(*) from block where program = '" + program + "'"));
        assertClean();
    }

    private static int bringIn(FastClient rosa, FastClient ruth, String program, int years) throws Exception {
        String project = rosa.post(
                        "/v1/projects",
                        """
                        {"program":"%s","name":"Wind","country":"IN","type":"solar","status":"registered","externalId":"%s"}
                        """
                                .formatted(program, externalId()))
                .accepted()
                .path("id")
                .asText();
        List<String> verified = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (int year = 2020 - years; year < 2020; year++) {
            String vintage = "\"start\":\"%d-01-01\",\"end\":\"%d-12-31\",\"quantity\":1000".formatted(year, year);
            String scope = project + "/" + year;
            verified.add("{" + vintage + "}");
            asked.add(
                    """
                    {%s,"effectiveDate":"2020-05-06","sourceRanges":[
                      {"first":501,"last":700,"registry":"verra","scope":"%s","sourceFirst":1,"sourceLast":200,"serial":"a"},
                      {"first":701,"last":1000,"registry":"verra","scope":"%s","sourceFirst":301,"sourceLast":600,"serial":"b"}]}
                    """
                            .formatted(vintage, scope, scope));
        }
        String verification = rosa.post(
                        "/v1/projects/" + project + "/verifications",
                        """
                        {"externalId":"%s","periodStart":"%d-01-01","periodEnd":"2019-12-31","vintages":[%s]}
                        """
                                .formatted(externalId(), 2020 - years, String.join(",", verified)))
                .accepted()
                .path("id")
                .asText();
        String issuance = rosa.post(
                        "/v1/issuances",
                        """
                        {"externalId":"%s","verification":"%s","account":"A1001","notIssuedElsewhere":true,"vintages":[%s]}
                        """
                                .formatted(externalId(), verification, String.join(",", asked)))
                .accepted()
                .path("id")
                .asText();
        return ruth.post("/v1/issuances/" + issuance + "/approve", null)
                .accepted()
                .path("blocks")
                .size();
    }
}
