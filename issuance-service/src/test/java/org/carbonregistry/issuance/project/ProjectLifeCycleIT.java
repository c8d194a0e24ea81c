package org.carbonregistry.issuance.project;

import static io.restassured.RestAssured.given;
import static org.carbonregistry.issuance.IssuanceWorld.SHA;
import static org.carbonregistry.issuance.IssuanceWorld.as;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.draft;
import static org.carbonregistry.issuance.IssuanceWorld.facts;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.rows;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.carbonregistry.issuance.IssuanceWorld.verifier;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class ProjectLifeCycleIT {

    private static final String VALIDATION =
            """
            {"vvb":"%s-V","date":"2021-06-01","creditingStart":"2015-01-01","creditingEnd":"2024-12-31",
             "documentSha256":"%s","opinion":"%s"}
            """;

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void theWholeWayOfAProjectIsPublicWithItsReasons() {
        String program = program("");
        String project = registered(program, "solar");
        verified(project, 2023, 10);
        String path = "/v1/projects/" + project;
        ok(registrar().body("{\"reason\":\"a complaint\"}").post(path + "/suspend"));
        refused(409, "illegal-move", registrar().post(path + "/register"));
        ok(registrar().body("{\"reason\":\"unfounded\"}").post(path + "/reinstate"));
        ok(registrar().body("{\"reason\":\"the crediting period is over\"}").post(path + "/complete"));
        JsonPath known = ok(registrar().get(path));
        assertEquals("completed", known.getString("status"));
        assertEquals("2015-01-01", known.getString("creditingStart"));
        assertEquals(
                List.of(
                        "draft",
                        "listed",
                        "under-validation",
                        "validated",
                        "registered",
                        "suspended",
                        "registered",
                        "completed"),
                known.getList("history.to"));
        assertTrue(known.getString("history[3].reason").contains("validated by " + program + "-V on 2021-06-01"));
        assertEquals("the crediting period is over", known.getString("history[7].reason"));
        List<Map.Entry<String, Long>> facts = facts(pool, project);
        assertEquals(Map.entry("registry.project.registered.v1", 1L), facts.get(0));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L),
                facts.stream().map(Map.Entry::getValue).toList());
        assertEquals(Map.entry("registry.project.verified.v1", 5L), facts.get(4));
        assertClean();
    }

    @Test
    void aDraftIsSeenByItsProponentAndTheRegistryOnly() {
        String project = draft(program(""), "solar");
        String path = "/v1/projects/" + project;
        ok(developer().get(path));
        ok(registrar().get(path));
        refused(404, "not-found", as("sam", "blue-mangrove", "developer").get(path));
        refused(404, "not-found", as("hal", "acme-air", "holder").get(path));
        refused(403, "not-your-project", as("sam", "blue-mangrove", "developer").post(path + "/list"));
        assertEquals(List.of(), facts(pool, project));
        ok(developer().body("{\"reason\":\"no money\"}").post(path + "/withdraw"));
        assertEquals(List.of(), facts(pool, project));
        refused(404, "not-found", as("sam", "blue-mangrove", "developer").get(path));
        assertClean();
    }

    @Test
    void aReasonThatMayBeLeftOutNeedsNoBodyAtAll() {
        String project = draft(program(""), "solar");
        given().auth()
                .oauth2(TestTokens.token("dora", "green-valley", "developer"))
                .post("/v1/projects/" + project + "/list")
                .then()
                .statusCode(200);
    }

    @Test
    void aNegativeOpinionLeavesTheProjectUnderValidation() {
        String program = program("");
        String project = draft(program, "solar");
        String path = "/v1/projects/" + project;
        refused(
                409,
                "illegal-move",
                verifier().body(VALIDATION.formatted(program, SHA, "sound")).post(path + "/validations"));
        ok(developer().post(path + "/list"));
        created(verifier().body(VALIDATION.formatted(program, SHA, "negative")).post(path + "/validations"));
        assertEquals("under-validation", ok(registrar().get(path)).getString("status"));
        refused(409, "illegal-move", registrar().post(path + "/register"));
        created(verifier().body(VALIDATION.formatted(program, SHA, "sound")).post(path + "/validations"));
        assertEquals("validated", ok(registrar().get(path)).getString("status"));
        assertClean();
    }

    @Test
    void whatEndsAProjectNeedsAReason() {
        String project = registered(program(""), "solar");
        for (String move : List.of("suspend", "complete", "withdraw", "deregister")) {
            String path = "/v1/projects/" + project + "/" + move;
            refused(400, "field-missing", registrar().body("{}").post(path));
            refused(400, "invalid-value", registrar().body("{\"reason\":\" \"}").post(path));
        }
        ok(registrar().body("{\"reason\":\"fraud\"}").post("/v1/projects/" + project + "/deregister"));
        refused(
                409,
                "illegal-move",
                registrar().body("{\"reason\":\"?\"}").post("/v1/projects/" + project + "/reinstate"));
        assertClean();
    }

    @Test
    void aSuspendedBodyReportsNothing() {
        String program = program("");
        String project = registered(program, "solar");
        refused(400, "field-missing", registrar().post("/v1/vvbs/" + program + "-V/suspend"));
        ok(registrar().body("{\"reason\":\"a bad report\"}").post("/v1/vvbs/" + program + "-V/suspend"));
        refused(
                422,
                "vvb-suspended",
                verifier()
                        .body(IssuanceWorld.verification(program + "-V", 2023, 10))
                        .post("/v1/projects/" + project + "/verifications"));
        ok(registrar().body("{\"reason\":\"put right\"}").post("/v1/vvbs/" + program + "-V/reinstate"));
        verified(project, 2023, 10);
        assertEquals(
                List.of(1L, 2L, 3L),
                facts(pool, "vvb:" + program + "-V").stream()
                        .map(Map.Entry::getValue)
                        .toList());
        List<String> decided = rows(
                        pool,
                        "select decision || ', ' || reason || ', ' || actor as d from register_decision where stream = 'vvb:"
                                + program + "-V' order by number")
                .stream()
                .map(row -> row.getString("d"))
                .toList();
        assertEquals(List.of("suspended, a bad report, rosa", "active, put right, rosa"), decided);
        assertClean();
    }

    @Test
    void listingAndRegisteringSayWhyAndOnWhatEvidence() {
        String program = program("");
        String project = draft(program, "solar");
        String path = "/v1/projects/" + project;
        String plan = "b".repeat(64);
        refused(
                400,
                "invalid-value",
                developer().body("{\"evidenceSha256\":\"x\"}").post(path + "/list"));
        ok(developer()
                .body("{\"reason\":\"ready for comments\",\"evidenceSha256\":\"" + plan + "\"}")
                .post(path + "/list"));
        created(verifier().body(VALIDATION.formatted(program, SHA, "sound")).post(path + "/validations"));
        ok(registrar().post(path + "/register"));
        JsonPath known = ok(registrar().get(path));
        assertEquals("ready for comments", known.getString("history[1].reason"));
        assertEquals(plan, known.getString("history[1].evidenceSha256"));
        assertEquals("on the validation by " + program + "-V of 2021-06-01", known.getString("history[4].reason"));
        assertEquals(SHA, known.getString("history[4].evidenceSha256"));
        JsonPath listed = published(project, 1);
        assertEquals("ready for comments", listed.getString("reason"));
        assertEquals(plan, listed.getString("evidenceSha256"));
        JsonPath validated = published(project, 3);
        assertEquals("validated", validated.getString("to"));
        assertEquals("2.0", validated.getString("methodologyVersion"));
        assertEquals("2015-01-01", validated.getString("creditingStart"));
        assertEquals("2024-12-31", validated.getString("creditingEnd"));
        assertEquals(SHA, validated.getString("evidenceSha256"));
        JsonPath registered = published(project, 4);
        assertEquals("on the validation by " + program + "-V of 2021-06-01", registered.getString("reason"));
        assertEquals(null, registered.getString("methodologyVersion"), "only the change that settled it says so");
    }

    private JsonPath published(String project, long number) {
        Row row = rows(pool, "select data from fact where stream = '" + project + "' and number = " + number)
                .get(0);
        return JsonPath.from(new String(row.getBuffer("data").getBytes(), StandardCharsets.UTF_8));
    }
}
