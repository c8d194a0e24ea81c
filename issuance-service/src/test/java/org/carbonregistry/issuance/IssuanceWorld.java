package org.carbonregistry.issuance;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;

/** What the tests over REST share: people, accounts as account-service publishes them, a ledger, projects on their way. */
public final class IssuanceWorld {

    public static final String ACCOUNT = "A1001";
    public static final String SUSPENDED = "A1002";
    public static final String OTHERS = "A1003";
    public static final String BUFFER = "A1004";
    public static final String SHA = "a".repeat(64);

    private static final AtomicLong NEXT = new AtomicLong();
    private static FakeLedger ledger;

    private IssuanceWorld() {}

    /** The ledger; the first call also publishes the accounts and waits until they are known here. */
    public static synchronized FakeLedger ledger(Pool pool) {
        if (ledger == null) {
            ledger = new FakeLedger();
            account(ACCOUNT, "green-valley", "developer", "open");
            account(SUSPENDED, "green-valley", "developer", "suspended");
            account(OTHERS, "blue-mangrove", "holding", "open");
            account(BUFFER, null, "buffer", "open");
            await().atMost(Duration.ofSeconds(60)).until(() -> count(pool, "select count(*) from account") == 4);
        }
        return ledger;
    }

    public static void account(String account, String organisation, String kind, String status) {
        ledger.send(Message.fact(
                MessageType.ACCOUNT_OPENED,
                account,
                1,
                Instant.now(),
                new AccountChanged(account, 1, organisation, kind, null, "Account", status, Instant.now())));
    }

    public static RequestSpecification registrar() {
        return as("rosa", "registry", "registrar");
    }

    public static RequestSpecification secondRegistrar() {
        return as("ruth", "registry", "registrar");
    }

    public static RequestSpecification developer() {
        return as("dora", "green-valley", "developer");
    }

    public static RequestSpecification verifier() {
        return as("vera", "sure-check", "verifier");
    }

    public static RequestSpecification as(String subject, String organisation, String role) {
        return given().auth()
                .oauth2(TestTokens.token(subject, organisation, role))
                .contentType(ContentType.JSON);
    }

    /** A code nobody has used, 2 to 12 capital letters or digits. */
    public static String code() {
        return "P" + Long.toString(NEXT.incrementAndGet(), 36).toUpperCase(java.util.Locale.ROOT) + "X";
    }

    public static String externalId() {
        return "t-" + UUID.randomUUID();
    }

    /** A programme with its methodology {@code CODE-M} and body {@code CODE-V}; {@code more} are further fields. */
    public static String program(String more) {
        String code = code();
        String types =
                """
                [{"code":"solar","name":"Solar","sector":"energy","nature":"reduction","natureBased":false},
                 {"code":"forest","name":"Forest","sector":"forestry","nature":"removal","natureBased":true}]
                """;
        created(registrar()
                .body(
                        """
                        {"code":"%s","name":"Programme %s","scope":"global","projectTypes":%s,"oldestVintage":2010%s}
                        """
                                .formatted(code, code, types, more.isEmpty() ? "" : "," + more))
                .post("/v1/programs"));
        created(registrar()
                .body(
                        """
                        {"code":"%s-M","program":"%s","name":"Method","projectTypes":["solar","forest"],
                         "versions":[{"version":"1.0","validFrom":"2010-01-01","validTo":"2020-12-31"},
                                     {"version":"2.0","validFrom":"2021-01-01"}]}
                        """
                                .formatted(code, code))
                .post("/v1/methodologies"));
        created(registrar()
                .body(
                        """
                        {"code":"%s-V","name":"Sure Check","country":"CH","organisation":"sure-check","accreditations":[
                          {"sector":"energy","validFrom":"2010-01-01"},
                          {"sector":"forestry","validFrom":"2010-01-01"}]}
                        """
                                .formatted(code))
                .post("/v1/vvbs"));
        return code;
    }

    /** A programme whose ledger is being brought in and that may leave everything open. */
    public static String importedProgram() {
        return program("\"sourceRegistry\":\"verra\",\"vintageMayCrossYear\":true,\"mayBeNotStated\":"
                + "[\"methodology\",\"vvb\",\"creditingPeriod\",\"proponent\",\"document\",\"location\"]");
    }

    /** A draft of the developer's organisation. */
    public static String draft(String program, String type) {
        return created(developer()
                        .body(
                                """
                                {"program":"%s","name":"Sun over Kitui","country":"KE","type":"%s","methodology":"%s-M",
                                 "methodologyVersion":"2.0"}
                                """
                                        .formatted(program, type, program))
                        .post("/v1/projects"))
                .getString("id");
    }

    public static String validated(String program, String type) {
        String id = draft(program, type);
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

    public static String registered(String program, String type) {
        String id = validated(program, type);
        ok(registrar().post("/v1/projects/" + id + "/register"));
        return id;
    }

    /** A project that a registrar brought in. */
    public static String broughtIn(String program) {
        return created(registrar()
                        .body(
                                """
                                {"program":"%s","name":"Wind from afar","country":"IN","type":"solar","status":"registered",
                                 "effectiveDate":"2012-03-04"}
                                """
                                        .formatted(program))
                        .post("/v1/projects"))
                .getString("id");
    }

    /** The body of a verification of one year. */
    public static String verification(String vvb, int year, long quantity) {
        return """
                {"vvb":%s,"periodStart":"%d-01-01","periodEnd":"%d-12-31",
                 "vintages":[{"start":"%d-01-01","end":"%d-12-31","quantity":%d}],"documentSha256":"%s"}
                """
                .formatted(vvb == null ? null : '"' + vvb + '"', year, year, year, year, quantity, SHA);
    }

    /** Units of one year, verified by the programme's body. */
    public static String verified(String project, int year, long quantity) {
        String program = project.substring(0, project.indexOf('-'));
        return created(verifier()
                        .body(verification(program + "-V", year, quantity))
                        .post("/v1/projects/" + project + "/verifications"))
                .getString("id");
    }

    /** The body of a request for everything that was verified. */
    public static String request(String verification, String more) {
        return """
                {"verification":"%s","account":"A1001","notIssuedElsewhere":true,"externalId":"%s"%s}
                """
                .formatted(verification, externalId(), more.isEmpty() ? "" : "," + more);
    }

    public static String requested(String verification) {
        return created(developer().body(request(verification, "")).post("/v1/issuances"))
                .getString("id");
    }

    public static JsonPath approved(String issuance) {
        return ok(registrar().post("/v1/issuances/" + issuance + "/approve"));
    }

    public static void awaitIssued(String issuance) {
        await().atMost(Duration.ofSeconds(60)).until(() -> "issued"
                .equals(ok(registrar().get("/v1/issuances/" + issuance)).getString("status")));
    }

    /** The rules recomputed: nothing is broken. */
    public static void assertClean() {
        JsonPath audit = ok(registrar().get("/v1/audit"));
        assertEquals(List.of(), audit.getList("findings"));
    }

    public static JsonPath created(Response answer) {
        return json(201, answer);
    }

    public static JsonPath ok(Response answer) {
        return json(200, answer);
    }

    private static JsonPath json(int status, Response answer) {
        assertEquals(status, answer.statusCode(), () -> answer.body().asString());
        return answer.jsonPath();
    }

    /** Refused with this code, and the field at fault if it names one. */
    public static void refused(int status, String code, Response answer) {
        assertEquals(
                code, answer.jsonPath().getString("code"), () -> answer.body().asString());
        assertEquals(status, answer.statusCode());
        assertEquals("application/problem+json", answer.contentType().split(";")[0]);
    }

    public static long count(Pool pool, String query) {
        return rows(pool, query).get(0).getLong(0);
    }

    public static List<Row> rows(Pool pool, String query) {
        List<Row> rows = new ArrayList<>();
        pool.query(query).execute().await().atMost(Duration.ofSeconds(60)).forEach(rows::add);
        return rows;
    }

    /** Facts of a stream as they were published: the numbers by type. */
    public static List<Map.Entry<String, Long>> facts(Pool pool, String stream) {
        return rows(pool, "select type, number from fact where stream = '" + stream + "' order by number").stream()
                .map(row -> Map.entry(row.getString("type"), row.getLong("number")))
                .toList();
    }
}
