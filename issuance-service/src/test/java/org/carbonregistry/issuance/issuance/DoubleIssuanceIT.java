package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.SHA;
import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.broughtIn;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.externalId;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.verification;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.carbonregistry.issuance.IssuanceWorld.verifier;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 3 and rule 7, with everybody at once. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class DoubleIssuanceIT {

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void onePeriodOfAProjectIsVerifiedOnceHoweverManyReportIt() throws Exception {
        String program = program("");
        String project = registered(program, "solar");
        FastClient verifier = new FastClient(RestAssured.port, "vera", "sure-check", "verifier");
        List<Callable<String>> work = new ArrayList<>();
        for (int month = 1; month <= 8; month++) {
            String body =
                    """
                    {"vvb":"%s-V","periodStart":"2023-0%d-01","periodEnd":"2023-12-31","documentSha256":"%s",
                     "vintages":[{"start":"2023-12-01","end":"2023-12-31","quantity":10}]}
                    """
                            .formatted(program, month, SHA);
            work.add(() -> verifier.post("/v1/projects/" + project + "/verifications", body)
                    .code());
        }
        assertEquals(
                outcomes(1, 7, "verified-periods-overlap"),
                FastClient.atOnce(8, work).stream().sorted().toList());
        assertClean();
    }

    @Test
    void ofEightRequestsForAThousandOfFourThousandEightHundredFiftyExactlyFourAreAccepted() throws Exception {
        String verification = verified(registered(program(""), "solar"), 2023, 4_850);
        FastClient developer = new FastClient(RestAssured.port, "dora", "green-valley", "developer");
        List<Callable<String>> work = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            String body = IssuanceWorld.request(
                    verification, "\"vintages\":[{\"start\":\"2023-01-01\",\"end\":\"2023-12-31\",\"quantity\":1000}]");
            work.add(() -> developer.post("/v1/issuances", body).code());
        }
        assertEquals(
                outcomes(4, 4, "more-than-verified"),
                FastClient.atOnce(8, work).stream().sorted().toList());
        assertClean();
    }

    @Test
    void aUnitOfTheSourceIsBroughtInOnceHoweverManyAskForIt() throws Exception {
        String program = importedProgram();
        FastClient registrar = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        List<Callable<String>> work = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            String body = sourced(brought(broughtIn(program)), program, 100 + n, false);
            work.add(() -> registrar.post("/v1/issuances", body).code());
        }
        assertEquals(
                outcomes(1, 5, "source-units-taken"),
                FastClient.atOnce(6, work).stream().sorted().toList());
        assertClean();
    }

    @Test
    void aUnitThatTheSourceListsTwiceIsBroughtInTwiceOnlyIfBothRangesSaySo() {
        String program = importedProgram();
        created(registrar()
                .body(sourced(brought(broughtIn(program)), program, 100, true))
                .post("/v1/issuances"));
        refused(
                422,
                "source-units-taken",
                registrar()
                        .body(sourced(brought(broughtIn(program)), program, 105, false))
                        .post("/v1/issuances"));
        created(registrar()
                .body(sourced(brought(broughtIn(program)), program, 105, true))
                .post("/v1/issuances"));
        assertClean();
    }

    @Test
    void unitsOfTheSourceAreFreeAgainWhenTheirRequestIsRejected() {
        String program = importedProgram();
        String first = created(registrar()
                        .body(sourced(brought(broughtIn(program)), program, 100, false))
                        .post("/v1/issuances"))
                .getString("id");
        String again = sourced(brought(broughtIn(program)), program, 100, false);
        refused(422, "source-units-taken", registrar().body(again).post("/v1/issuances"));
        ok(registrar().body("{\"reason\":\"wrong project\"}").post("/v1/issuances/" + first + "/reject"));
        created(registrar().body(again).post("/v1/issuances"));
        assertClean();
    }

    @Test
    void whatIsIssuedInPartsIsAtMostWhatWasVerified() {
        String project = registered(program(""), "solar");
        String verification = verified(project, 2023, 100);
        approved(part(verification, 60));
        approved(part(verification, 40));
        refused(
                422,
                "more-than-verified",
                IssuanceWorld.developer()
                        .body(IssuanceWorld.request(verification, ""))
                        .post("/v1/issuances"));
        refused(
                422,
                "verified-periods-overlap",
                verifier()
                        .body(verification(project.substring(0, project.indexOf('-')) + "-V", 2023, 5))
                        .post("/v1/projects/" + project + "/verifications"));
        assertClean();
    }

    private static String part(String verification, int quantity) {
        return created(IssuanceWorld.developer()
                        .body(IssuanceWorld.request(
                                verification,
                                "\"vintages\":[{\"start\":\"2023-01-01\",\"end\":\"2023-12-31\",\"quantity\":"
                                        + quantity + "}]"))
                        .post("/v1/issuances"))
                .getString("id");
    }

    private static String brought(String project) {
        return created(registrar()
                        .body(verification(null, 2019, 10))
                        .post("/v1/projects/" + project + "/verifications"))
                .getString("id");
    }

    private static String sourced(String verification, String scope, int sourceFirst, boolean contested) {
        return """
                {"externalId":"%s","verification":"%s","account":"A1001","notIssuedElsewhere":true,"vintages":[
                  {"start":"2019-01-01","end":"2019-12-31","quantity":10,"sourceRanges":[
                    {"first":1,"last":10,"registry":"verra","scope":"%s","sourceFirst":%d,"sourceLast":%d,
                     "serial":"%s-%d","contested":%s}]}]}
                """
                .formatted(
                        externalId(), verification, scope, sourceFirst, sourceFirst + 9, scope, sourceFirst, contested);
    }

    private static List<String> outcomes(int accepted, int refused, String code) {
        List<String> outcomes = new ArrayList<>(Collections.nCopies(accepted, "accepted"));
        outcomes.addAll(Collections.nCopies(refused, code));
        return outcomes;
    }
}
