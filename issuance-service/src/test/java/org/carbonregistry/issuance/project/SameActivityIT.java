package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.IssuanceWorld.SHA;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.verifier;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 3: within a programme the same activity is issued once, also under two codes. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class SameActivityIT {

    private static final String PLACE = ",\"latitude\":\"-1.3667\",\"longitude\":\"38.0167\"";

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void aSecondCodeForTheSameActivityIsNotRegisteredUnlessARegistrarSaysWhyItIsAnother() {
        String program = program("");
        String first = validatedAt(program, PLACE);
        String second = validatedAt(program, PLACE);
        String elsewhere = validatedAt(program, ",\"latitude\":\"-1.4\",\"longitude\":\"38.0167\"");
        ok(registrar().post("/v1/projects/" + first + "/register"));
        ok(registrar().post("/v1/projects/" + elsewhere + "/register"));
        String path = "/v1/projects/" + second;
        refused(422, "same-activity", registrar().post(path + "/register"));
        assertEquals("validated", ok(registrar().get(path)).getString("status"));
        ok(registrar()
                .body("{\"reason\":\"complete\",\"anotherActivity\":\"the other bank of the river\"}")
                .post(path + "/register"));
        assertEquals(
                "complete; another activity than " + first + ": the other bank of the river",
                ok(registrar().get(path)).getString("history[4].reason"));
        assertClean();
    }

    @Test
    void ofTwoThatAreRegisteredAtOnceOneIs() throws Exception {
        String program = program("");
        String first = validatedAt(program, PLACE);
        String second = validatedAt(program, PLACE);
        FastClient rosa = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        FastClient ruth = new FastClient(RestAssured.port, "ruth", "registry", "registrar");
        List<String> outcomes = FastClient.atOnce(
                2,
                List.of(
                        () -> rosa.post("/v1/projects/" + first + "/register", null)
                                .code(),
                        () -> ruth.post("/v1/projects/" + second + "/register", null)
                                .code()));
        assertEquals(
                List.of("accepted", "same-activity"), outcomes.stream().sorted().toList());
    }

    @Test
    void whatIsBroughtInIsComparedToo() {
        String body =
                """
                {"program":"%s","name":"Wind","country":"IN","type":"solar","status":"registered"%s}
                """;
        String program = importedProgram();
        created(registrar().body(body.formatted(program, PLACE)).post("/v1/projects"));
        created(registrar().body(body.formatted(program, "")).post("/v1/projects"));
        refused(
                422,
                "same-activity",
                registrar().body(body.formatted(program, PLACE)).post("/v1/projects"));
        String because = PLACE + ",\"anotherActivity\":\"the source lists both\",\"evidenceSha256\":\"" + SHA + "\"";
        String second = created(
                        registrar().body(body.formatted(program, because)).post("/v1/projects"))
                .getString("id");
        assertEquals(
                "another activity than " + program + "-1000: the source lists both",
                ok(registrar().get("/v1/projects/" + second)).getString("history[0].reason"));
        assertClean();
    }

    private static String validatedAt(String program, String place) {
        String id = created(developer()
                        .body(
                                """
                                {"program":"%s","name":"Sun over Kitui","country":"KE","type":"solar","methodology":"%s-M",
                                 "methodologyVersion":"2.0"%s}
                                """
                                        .formatted(program, program, place))
                        .post("/v1/projects"))
                .getString("id");
        ok(developer().post("/v1/projects/" + id + "/list"));
        created(verifier()
                .body(
                        """
                        {"vvb":"%s-V","date":"2021-06-01","creditingStart":"2015-01-01","creditingEnd":"2024-12-31",
                         "documentSha256":"%s","opinion":"The design is sound."}
                        """
                                .formatted(program, SHA))
                .post("/v1/projects/" + id + "/validations"));
        return id;
    }
}
