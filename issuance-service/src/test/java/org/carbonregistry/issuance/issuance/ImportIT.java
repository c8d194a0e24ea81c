package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.broughtIn;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.externalId;
import static org.carbonregistry.issuance.IssuanceWorld.facts;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.secondRegistrar;
import static org.carbonregistry.issuance.IssuanceWorld.verification;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.issuance.FakeLedger;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules 21 and 22: a ledger is brought in from another registry. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class ImportIT {

    private static final String NO_BODY = verification(null, 2019, 10);

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = IssuanceWorld.ledger(pool);
    }

    @Test
    void aBlockThatIsBroughtInKeepsItsDatesAndItsSourceSerials() {
        // Given
        String program = importedProgram();
        String project = broughtIn(program);
        JsonPath known = ok(registrar().get("/v1/projects/" + project));
        assertEquals("registered", known.getString("status"));
        assertEquals("2012-03-04", known.getString("history[0].effectiveDate"));
        assertEquals(
                List.of("methodology", "creditingPeriod", "proponent", "document", "location"),
                known.getList("notStated"));
        JsonPath verified = created(registrar()
                .body(
                        """
                        {"periodStart":"2011-06-01","periodEnd":"2013-12-31","derived":["periodStart"],"notStated":["document"],
                         "vintages":[{"start":"2011-06-01","end":"2012-12-31","quantity":500},
                                     {"start":"2013-01-01","end":"2013-12-31","quantity":300}]}
                        """)
                .post("/v1/projects/" + project + "/verifications"));
        assertEquals(List.of("document", "vvb"), verified.getList("notStated"));
        // When
        String issuance = created(registrar()
                        .body(request(
                                verified.getString("id"),
                                """
                                "effectiveDate":"2014-05-06","vintages":[
                                  {"start":"2011-06-01","end":"2012-12-31","quantity":500,"effectiveDate":"2013-02-03",
                                   "sourceRanges":[{"first":401,"last":500,"registry":"verra","scope":"%s","sourceFirst":7001,
                                     "sourceLast":7100,"serial":"19385-7001-7100-VCS"}]},
                                  {"start":"2013-01-01","end":"2013-12-31","quantity":300}]
                                """
                                        .formatted(program)))
                        .post("/v1/issuances"))
                .getString("id");
        refused(403, "four-eyes", registrar().post("/v1/issuances/" + issuance + "/approve"));
        ok(secondRegistrar().post("/v1/issuances/" + issuance + "/approve"));
        awaitIssued(issuance);
        // Then
        List<BlockOrdered> orders = ledger.orders(project).stream()
                .sorted(java.util.Comparator.comparing(o -> o.description().blockNumber()))
                .toList();
        assertEquals(LocalDate.of(2013, 2, 3), orders.get(0).effectiveDate());
        assertEquals(LocalDate.of(2014, 5, 6), orders.get(1).effectiveDate());
        assertEquals(
                List.of(new SourceRange(401, 500, "verra", program, 7001, 7100, "19385-7001-7100-VCS", false)),
                orders.get(0).sourceRanges());
        assertEquals(
                List.of(Map.entry("registry.project.registered.v1", 1L), Map.entry("registry.project.verified.v1", 2L)),
                facts(pool, project));
        assertClean();
    }

    @Test
    void theSameRequestAgainIsAnsweredTheSameAndOtherContentIsRefused() {
        String program = importedProgram();
        String id = externalId();
        String body =
                """
                {"program":"%s","name":"%s","country":"IN","type":"solar","status":"registered","externalId":"%s"}
                """;
        String project = created(
                        registrar().body(body.formatted(program, "Wind", id)).post("/v1/projects"))
                .getString("id");
        Response again = registrar().body(body.formatted(program, "Wind", id)).post("/v1/projects");
        assertEquals(project, ok(again).getString("id"));
        assertEquals("true", again.header("Idempotency-Replayed"));
        refused(
                422,
                "external-id-conflict",
                registrar().body(body.formatted(program, "Water", id)).post("/v1/projects"));
        String path = "/v1/projects/" + project + "/verifications";
        String report = NO_BODY.replace("{\"vvb\":null", "{\"externalId\":\"" + id + "\"");
        String verification = created(registrar().body(report).post(path)).getString("id");
        assertEquals(verification, ok(registrar().body(report).post(path)).getString("id"));
        refused(
                422,
                "external-id-conflict",
                registrar().body(report.replace(":10", ":11")).post(path));
        String ask = request(verification, "");
        String issuance = created(registrar().body(ask).post("/v1/issuances")).getString("id");
        ok(secondRegistrar().post("/v1/issuances/" + issuance + "/approve"));
        JsonPath repeated = ok(registrar().body(ask).post("/v1/issuances"));
        assertEquals(issuance, repeated.getString("id"));
        assertEquals(1, repeated.getList("blocks").size());
        refused(
                422,
                "external-id-conflict",
                registrar().body(ask.replace("A1001", "A1003")).post("/v1/issuances"));
        assertClean();
    }

    @Test
    void theSameRequestManyTimesAtOnceMakesOneThing() throws Exception {
        String program = importedProgram();
        FastClient registrar = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        String project =
                """
                {"program":"%s","name":"Wind","country":"IN","type":"solar","status":"registered","externalId":"%s"}
                """
                        .formatted(program, externalId());
        List<String> projects = manyTimes(registrar, "/v1/projects", project);
        assertEquals(1, projects.size());
        String report = NO_BODY.replace("{\"vvb\":null", "{\"externalId\":\"" + externalId() + "\"");
        List<String> verifications = manyTimes(registrar, "/v1/projects/" + projects.get(0) + "/verifications", report);
        assertEquals(1, verifications.size());
        assertEquals(
                1,
                manyTimes(registrar, "/v1/issuances", request(verifications.get(0), ""))
                        .size());
        assertEquals(1, count(pool, "select count(*) from project where program = '" + program + "'"));
        assertEquals(1, count(pool, "select count(*) from issuance where program = '" + program + "'"));
        assertClean();
    }

    private static List<String> manyTimes(FastClient client, String path, String body) throws Exception {
        List<Callable<String>> work = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            work.add(() -> client.post(path, body).accepted().path("id").asText());
        }
        return FastClient.atOnce(6, work).stream().distinct().toList();
    }

    @Test
    void theImportIsClosedByTwoRegistrarsForEver() {
        String program = importedProgram();
        String project = broughtIn(program);
        String path = "/v1/programs/" + program + "/import-closing";
        String verification = created(registrar().body(NO_BODY).post("/v1/projects/" + project + "/verifications"))
                .getString("id");
        String pending = created(registrar()
                        .body(request(verification, "\"effectiveDate\":\"2020-02-02\""))
                        .post("/v1/issuances"))
                .getString("id");
        refused(409, "closing-not-proposed", registrar().post(path + "/approve"));
        assertEquals("open", ok(registrar().post(path)).getString("importState"));
        refused(403, "four-eyes", registrar().post(path + "/approve"));
        assertEquals("closed", ok(secondRegistrar().post(path + "/approve")).getString("importState"));
        refused(422, "import-not-open", registrar().post(path));
        refused(422, "import-not-open", secondRegistrar().post(path + "/approve"));
        refused(422, "import-not-open", secondRegistrar().post("/v1/issuances/" + pending + "/approve"));
        refused(422, "import-not-open", registrar().body(NO_BODY).post("/v1/projects/" + project + "/verifications"));
        refused(
                422,
                "import-not-open",
                registrar()
                        .body(
                                """
                                {"program":"%s","name":"Late","country":"IN","type":"solar","status":"registered"}
                                """
                                        .formatted(program))
                        .post("/v1/projects"));
        assertEquals(
                List.of(
                        Map.entry("registry.program.registered.v1", 1L),
                        Map.entry("registry.program.changed.v1", 2L),
                        Map.entry("registry.program.changed.v1", 3L)),
                facts(pool, "program:" + program));
        assertClean();
    }

    @Test
    void theClosingWaitsForWhatIsBeingBroughtInAndNothingComesAfterIt() throws Exception {
        String program = importedProgram();
        FastClient rosa = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        FastClient ruth = new FastClient(RestAssured.port, "ruth", "registry", "registrar");
        rosa.post("/v1/programs/" + program + "/import-closing", null).accepted();
        List<Callable<String>> work = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            String body =
                    """
                    {"program":"%s","name":"Wind","country":"IN","type":"solar","status":"registered"}
                    """
                            .formatted(program);
            work.add(() -> rosa.post("/v1/projects", body).code());
        }
        work.add(10, () -> ruth.post("/v1/programs/" + program + "/import-closing/approve", null)
                .code());
        FastClient.atOnce(8, work);
        assertEquals(
                0,
                count(
                        pool,
                        "select count(*) from fact p, fact c where p.type = 'registry.project.registered.v1'"
                                + " and p.stream like '" + program + "-%' and c.stream = 'program:" + program
                                + "' and c.number = 3 and p.position > c.position"));
        assertClean();
    }
}
