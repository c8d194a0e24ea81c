package org.carbonregistry.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.as;
import static org.carbonregistry.issuance.IssuanceWorld.code;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.draft;
import static org.carbonregistry.issuance.IssuanceWorld.externalId;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verification;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.carbonregistry.issuance.IssuanceWorld.verifier;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors: lists, single reads, and input as ugly as it comes. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class RegistersIT {

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void aListIsReadInPagesWithoutLossOrRepeat() {
        String program = program("");
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            made.add(draft(program, n % 2 == 0 ? "solar" : "solar"));
        }
        assertEquals(made, pages("/v1/projects", "program", program));
        assertEquals(List.of(), pages("/v1/projects", "program", program, "status", "listed"));
        assertEquals(List.of(), pages("/v1/projects", "program", program, "country", "UG"));
        String project = registered(program, "solar");
        List<String> issuances = new ArrayList<>();
        List<String> verifications = new ArrayList<>();
        for (int year = 2020; year < 2024; year++) {
            verifications.add(verified(project, year, 10));
            issuances.add(requested(verifications.get(verifications.size() - 1)));
        }
        assertEquals(verifications, pages("/v1/projects/" + project + "/verifications"));
        assertEquals(new TreeSet<>(issuances), new TreeSet<>(pages("/v1/issuances", "project", project)));
        assertEquals(
                4,
                pages("/v1/issuances", "program", program, "status", "requested")
                        .size());
        assertEquals(List.of(), pages("/v1/issuances", "project", project, "status", "approved"));
    }

    private static List<String> pages(String path, String... filters) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var asked = registrar().queryParam("limit", 2);
            for (int i = 0; i < filters.length; i += 2) {
                asked.queryParam(filters[i], filters[i + 1]);
            }
            if (cursor != null) {
                asked.queryParam("cursor", cursor);
            }
            Response answer = asked.get(path);
            JsonPath page = ok(answer);
            String link = answer.header("Link");
            assertEquals(page.getString("next") != null, link != null && link.endsWith("; rel=\"next\""));
            if (link != null) {
                String next = link.substring(1, link.indexOf('>'));
                assertNotEquals(
                        page.getList("items"),
                        ok(registrar().urlEncodingEnabled(false).get(next)).getList("items"));
            }
            ids.addAll(page.getList("items.id", String.class));
            assertTrue(page.getList("items").size() <= 2);
            cursor = page.getString("next");
        } while (cursor != null);
        return ids;
    }

    @Test
    void registersOfCodesAreListedToo() {
        String program = program("");
        for (String path : List.of("/v1/programs", "/v1/methodologies", "/v1/vvbs")) {
            JsonPath page = ok(registrar().queryParam("limit", 1000).get(path));
            assertTrue(page.getList("items.code", String.class).stream().anyMatch(code -> code.startsWith(program)));
            assertNull(page.getString("next"));
        }
        assertEquals(
                List.of(program + "-M"),
                ok(registrar().queryParam("program", program).get("/v1/methodologies"))
                        .getList("items.code"));
    }

    @Test
    void whoHasTheLatestIsToldSo() {
        String program = program("");
        String project = registered(program, "solar");
        String verification = verified(project, 2023, 10);
        String issuance = requested(verification);
        for (String path : List.of(
                "/v1/programs/" + program,
                "/v1/methodologies/" + program + "-M",
                "/v1/vvbs/" + program + "-V",
                "/v1/projects/" + project,
                "/v1/projects/" + project + "/verifications/" + verification,
                "/v1/issuances/" + issuance)) {
            String tag = registrar().get(path).header("ETag");
            assertEquals(304, registrar().header("If-None-Match", tag).get(path).statusCode(), path);
            assertEquals(
                    200,
                    registrar().header("If-None-Match", "\"other\"").get(path).statusCode(),
                    path);
        }
        String before = registrar().get("/v1/projects/" + project).header("ETag");
        ok(registrar().body("{\"reason\":\"?\"}").post("/v1/projects/" + project + "/suspend"));
        assertNotEquals(before, registrar().get("/v1/projects/" + project).header("ETag"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/projects?benficiary=x,            unknown-parameter",
        "/v1/projects?status=asleep,           invalid-parameter",
        "/v1/projects?country=Kenya,           invalid-parameter",
        "/v1/projects?program=c,               invalid-parameter",
        "/v1/issuances?program=c,              invalid-parameter",
        "/v1/methodologies?program=c,          invalid-parameter",
        "/v1/projects?limit=0,                 invalid-parameter",
        "/v1/projects?limit=1001,              invalid-parameter",
        "/v1/projects?cursor=x,                invalid-cursor",
        "/v1/issuances?status=asleep,          invalid-parameter",
        "/v1/issuances?cursor=bm8,             invalid-cursor",
        "/v1/programs?q=x,                     unknown-parameter",
        "/v1/methodologies?limit=-1,           invalid-parameter",
        "/v1/vvbs?page=2,                      unknown-parameter",
    })
    void aParameterThatIsWrongIsNeverIgnored(String address, String code) {
        refused(400, code, registrar().urlEncodingEnabled(false).get(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/projects?program=%00", "/v1/projects/%00", "/v1/methodologies?program=a%00"})
    void aZeroByteIsNoReasonToFail(String address) {
        int status = registrar().urlEncodingEnabled(false).get(address).statusCode();
        assertTrue(status == 400 || status == 404, address + " " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/programs/NONE",
                "/v1/methodologies/NONE",
                "/v1/vvbs/NONE",
                "/v1/projects/NONE-1",
                "/v1/projects/NONE-1/verifications",
                "/v1/issuances/00000000-0000-0000-0000-000000000001",
                "/v1/issuances/nonsense"
            })
    void whatIsNotThereIsNotFound(String address) {
        refused(404, "not-found", registrar().get(address));
    }

    @Test
    void anotherOrganisationsIssuanceIsNotThere() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        ok(developer().get("/v1/issuances/" + issuance));
        refused(404, "not-found", as("sam", "blue-mangrove", "developer").get("/v1/issuances/" + issuance));
        JsonPath list = ok(as("sam", "blue-mangrove", "developer").get("/v1/issuances"));
        assertEquals(List.of(), list.getList("items"));
    }

    @Test
    void aCodeIsRegisteredOnce() {
        String program = program("");
        String again = "{\"code\":\"%s\",\"name\":\"X\",\"country\":\"CH\"}";
        refused(
                409,
                "already-registered",
                registrar().body(again.formatted(program + "-V")).post("/v1/vvbs"));
        String project =
                """
                {"program":"%s","code":"77","name":"Sun","country":"KE","type":"solar"}
                """
                        .formatted(program);
        created(developer().body(project).post("/v1/projects"));
        refused(409, "already-registered", developer().body(project).post("/v1/projects"));
    }

    @Test
    void theNextNumberOfAProjectPassesOverOneThatIsTaken() {
        String program = program("");
        created(developer()
                .body(
                        """
                        {"program":"%s","code":"1000","name":"Sun","country":"KE","type":"solar"}
                        """
                                .formatted(program))
                .post("/v1/projects"));
        assertEquals(program + "-1001", draft(program, "solar"));
    }

    @Test
    void aRequestUnderTheSameIdempotencyKeyIsAnsweredTheSame() {
        String body = "{\"code\":\"" + code() + "-B\",\"name\":\"Body\",\"country\":\"CH\"}";
        String key = externalId();
        created(registrar().header("Idempotency-Key", key).body(body).post("/v1/vvbs"));
        Response again = registrar().header("Idempotency-Key", key).body(body).post("/v1/vvbs");
        created(again);
        assertEquals("true", again.header("Idempotency-Replayed"));
        refused(
                422,
                "idempotency-key-reused",
                registrar()
                        .header("Idempotency-Key", key)
                        .body(body.replace("Body", "Other"))
                        .post("/v1/vvbs"));
    }

    @Test
    void valueComesIntoBeingUnderAnIdOnly() {
        String verification = verified(registered(program(""), "solar"), 2023, 10);
        String body = request(verification, "").replaceAll(",\"externalId\":\"[^\"]*\"", "");
        refused(400, "field-missing", developer().body(body).post("/v1/issuances"));
        created(developer().header("Idempotency-Key", externalId()).body(body).post("/v1/issuances"));
    }

    @Test
    void inputAsUglyAsItComesIsRefusedByName() {
        String program = program("");
        String project = registered(program, "solar");
        String path = "/v1/projects/" + project + "/verifications";
        String good = verification(program + "-V", 2023, 10);
        refused(400, "malformed-body", verifier().body(good.substring(0, 40)).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace(":10", ":1.5")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace(":10", ":\"10\"")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace(":10", ":99999999999999999999")).post(path));
        refused(
                400,
                "invalid-value",
                verifier().body(good.replace(":10", ":-5")).post(path));
        refused(
                400,
                "invalid-value",
                verifier().body(good.replace(":10", ":9223372036854775807")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace("vintages", "vintges")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace("2023-12-31", "2023-02-30")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace("2023-01-01", "-99999-01-01")).post(path));
        refused(
                400,
                "invalid-field",
                verifier().body(good.replace(program + "-V", "a\\u0000b")).post(path));
        refused(400, "field-missing", verifier().body("{}").post(path));
        refused(400, "field-missing", verifier().body("").post(path));
        refused(400, "field-missing", verifier().body("null").post(path));
        refused(404, "not-found", verifier().body(good).post("/v1/projects/NONE-1/verifications"));
        assertEquals(List.of(), ok(registrar().get(path)).getList("items"));
        refused(
                422,
                "unknown-verification",
                developer().body(request(externalId().substring(2), "")).post("/v1/issuances"));
        refused(400, "invalid-field", developer().body(request("x", "")).post("/v1/issuances"));
        String issue = request(verified(project, 2023, 10), "");
        refused(
                422,
                "unknown-account",
                developer().body(issue.replace("A1001", "A9999")).post("/v1/issuances"));
        refused(
                422,
                "account-cannot-receive",
                developer().body(issue.replace("A1001", "A1003")).post("/v1/issuances"));
        refused(
                422,
                "account-cannot-receive",
                developer().body(issue.replace("A1001", "A1004")).post("/v1/issuances"));
        refused(
                422,
                "account-not-open",
                developer().body(issue.replace("A1001", "A1002")).post("/v1/issuances"));
        refused(
                422,
                "not-declared",
                developer().body(issue.replace("true", "false")).post("/v1/issuances"));
        refused(
                403,
                "not-your-project",
                as("sam", "blue-mangrove", "developer").body(issue).post("/v1/issuances"));
        IssuanceWorld.assertClean();
    }
}
