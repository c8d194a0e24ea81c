package org.carbonregistry.publicapi.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.publicapi.Facts;
import org.carbonregistry.publicapi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class RetirementSearchIT {

    @Inject
    Pool pool;

    private SearchWorld world;

    @BeforeEach
    void world() {
        world = SearchWorld.in(pool);
    }

    /** The certificates found are those of the retirements 1 to 6, newest date first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                      | 4 6 5 3 2 1
                    q=muller                                | 2 1
                    q=MÜLLER                                | 2 1
                    q=sohne muller                          | 1
                    q=kitui                                 | 3 2 1
                    q=sao joao                              | 4 6 5
                    q=kitui muller                          | 2 1
                    q=kitui GmbH                            | 1
                    q=100%_                                 | 4
                    q=100_                                  | ''
                    q=nobody at all                         | ''
                    beneficiary=solar                       | ''
                    beneficiary=logistics                   | 2
                    type=solar                              | 3 2 1
                    type=forest                             | 4 6 5
                    methodology=M-$P                        | 3 2 1
                    country=BR                              | 4 6 5
                    country=FR                              | ''
                    vintageFrom=2023                        | 4 6 5 3 2
                    vintageTo=2022                          | 2 1
                    vintageFrom=2023&vintageTo=2023         | 3 2
                    retiredFrom=2022-06-01&retiredTo=2023-01-01 | 3 2
                    retiredFrom=2026-01-01                  | 4
                    retiredTo=2021-12-30                    | ''
                    purpose=corsia                          | 3
                    purpose=not-stated                      | 5
                    quantityFrom=100                        | 5 3
                    quantityTo=1                            | 4 6
                    quantityFrom=25&quantityTo=25           | 2
                    project=$P-2                            | 4 6 5
                    block=$P-2                              | 3 2
                    status=completed                        | 4 6 5 3 2 1
                    status=completed&purpose=corsia         | 3
                    sort=retiredOn                          | 1 2 3 5 6 4
                    sort=-quantity                          | 5 3 2 1 6 4
                    sort=quantity                           | 4 6 1 2 3 5
                    limit=2                                 | 4 6
                    q=muller&purpose=compliance&country=KE&type=solar&vintageTo=2022&quantityFrom=20 | 2
                    """)
    void everyFilterFindsWhatItNamesAndNothingElse(String query, String expected) {
        Response answer = get(query);
        assertEquals(200, answer.statusCode(), answer.asString());
        assertEquals(expected, found(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    benficiary=x             | unknown-parameter | benficiary
                    q=a&page=2               | unknown-parameter | page
                    program=NOPE             | invalid-parameter | program
                    type=colar               | invalid-parameter | type
                    methodology=VM9999x      | invalid-parameter | methodology
                    project=XX-1             | invalid-parameter | project
                    block=XX-1               | invalid-parameter | block
                    country=kenya            | invalid-parameter | country
                    country=XX               | invalid-parameter | country
                    vintageFrom=20x4         | invalid-parameter | vintageFrom
                    vintageFrom=2024&vintageTo=2023 | invalid-parameter | vintageTo
                    retiredFrom=2024-02-30   | invalid-parameter | retiredFrom
                    retiredFrom=%2B12345-01-01 | invalid-parameter | retiredFrom
                    retiredTo=-0001-01-01    | invalid-parameter | retiredTo
                    limit=1&limit=2          | invalid-parameter | limit
                    beneficiary=a&beneficiary=b | invalid-parameter | beneficiary
                    retiredFrom=2024-02-02&retiredTo=2024-02-01 | invalid-parameter | retiredTo
                    purpose=fun              | invalid-parameter | purpose
                    status=requested         | invalid-parameter | status
                    status=certificate-pending&purpose=fun | invalid-parameter | purpose
                    quantityFrom=-5          | invalid-parameter | quantityFrom
                    quantityFrom=1.5         | invalid-parameter | quantityFrom
                    quantityTo=99999999999999999999 | invalid-parameter | quantityTo
                    limit=0                  | invalid-parameter | limit
                    limit=1001               | invalid-parameter | limit
                    limit=ten                | invalid-parameter | limit
                    sort=beneficiary         | invalid-parameter | sort
                    count=yes                | invalid-parameter | count
                    cursor=abc               | invalid-cursor    | cursor
                    q=a&q=b                  | invalid-parameter | q
                    q=1 2 3 4 5 6 7 8 9 10 11| invalid-parameter | q
                    """)
    void whatCannotBeMeantIsRefusedAndNamedInEveryForm(String query, String code, String parameter) {
        for (String form : List.of("application/json", "text/csv", "application/x-ndjson")) {
            given().accept(form)
                    .get(uri(query))
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo(code))
                    .body("errors[0].pointer", equalTo(parameter));
        }
    }

    @Test
    void pagesLoseNothingAndShowNothingTwice() {
        for (String sort : List.of("-retiredOn", "retiredOn", "-quantity", "quantity")) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Response page = get("limit=1&program=" + world.program + "&sort=" + sort
                        + (cursor == null ? "" : "&cursor=" + cursor));
                assertEquals(200, page.statusCode(), page.asString());
                seen.addAll(page.jsonPath().getList("items.certificateNumber"));
                cursor = page.jsonPath().getString("next");
                if (cursor != null) {
                    assertTrue(page.header("Link").contains("cursor=" + cursor), page.header("Link"));
                    assertTrue(page.header("Link").endsWith("rel=\"next\""));
                }
            } while (cursor != null);
            assertEquals(6, seen.size());
            assertEquals(6, seen.stream().distinct().count());
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String cursor = get("limit=1").jsonPath().getString("next");
        given().get(uri("sort=quantity&cursor=" + cursor))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-cursor"));
    }

    @Test
    void matchesAreCountedWhenAskedFor() {
        get("limit=1&count=true").then().body("count", equalTo(6)).body("countIsCapped", equalTo(false));
        get("limit=1").then().body("count", nullValue()).body("dates", containsString("effective date"));
    }

    @Test
    void aCertificateNumberLeadsToTheRetirement() {
        given().get("/v1/retirements/" + world.program + "-R-2")
                .then()
                .statusCode(200)
                .body("certificateNumber", equalTo(world.program + "-R-2"))
                .body("status", equalTo("completed"))
                .body("quantity", equalTo(25))
                .body("beneficiary.name", equalTo("muller logistics"))
                .body("retiredOn", equalTo("2022-06-01"))
                .body("effectiveDate", equalTo("2022-06-01"))
                .body("parts", hasSize(2))
                .body("parts[0].serials", equalTo(List.of(world.program + "-KE-1-2022-1-11-30")))
                .body("parts[1].serials", equalTo(List.of(world.program + "-KE-1-2023-2-1-5")))
                .body("parts[1].projectName", equalTo("Sólár Park Kitui"));
    }

    @Test
    void aRetirementWithoutItsCertificateIsFoundByItsIdAsPending() {
        given().get("/v1/retirements/" + SearchWorld.PENDING)
                .then()
                .statusCode(200)
                .body("status", equalTo("certificate-pending"))
                .body("certificateNumber", nullValue())
                .body("beneficiary", nullValue())
                .body("quantity", equalTo(10))
                .body("parts[0].projectName", equalTo("Floresta São João"))
                .body("parts[0].serials", equalTo(List.of(world.program + "-BR-2-2024-3-600-609")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1",
                "country=BR&type=forest|1",
                "project=$P-2&block=$P-3&vintageFrom=2024&vintageTo=2024|1",
                "quantityFrom=10&quantityTo=10&retiredFrom=2026-03-01&retiredTo=2026-03-01|1",
                "q=floresta|1",
                "sort=-quantity|1",
                "country=KE|0",
                "quantityFrom=11|0",
                "retiredTo=2026-02-28|0",
                "purpose=corsia|0",
                "beneficiary=muller|0"
            })
    void whatWaitsForItsCertificateIsAListToo(String query, int expected) {
        Response answer = get("status=certificate-pending&count=true&" + query);
        assertEquals(200, answer.statusCode(), answer.asString());
        assertEquals(
                expected == 1 ? List.of(SearchWorld.PENDING.toString()) : List.of(),
                answer.jsonPath().getList("items.id"));
        assertEquals(expected, answer.jsonPath().getInt("count"));
        for (String form : List.of("text/csv", "application/x-ndjson")) {
            String export = given().accept(form)
                    .get(uri("status=certificate-pending&" + query))
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertEquals(
                    expected + (form.equals("text/csv") ? 1 : 0), export.lines().count(), export);
        }
    }

    @Test
    void pagesOfWhatWaitsLoseNothingAndShowNothingTwice() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        List<Message> messages = new ArrayList<>(List.of(facts.registered(), facts.opened(block, 0)));
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id.toString());
            messages.add(facts.retired(block, i + 1, id, i, i));
        }
        Registry.publish(messages);
        Registry.awaitCount(
                pool,
                5,
                "select retired from (select coalesce(sum(retired), 0)::bigint as retired"
                        + " from block where program = $1) b",
                facts.program);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = given().get(
                            "/v1/retirements?status=certificate-pending&limit=2&program=" + facts.program + cursor)
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }
        assertEquals(ids.stream().sorted().toList(), seen.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOPE-R-1", "0", "%00", "'; drop table retirement", "x"})
    void whatDoesNotExistIsNotFound(String number) {
        given().get("/v1/retirements/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        int status = given().get("/v1/retirements/{n}", number).statusCode();
        assertTrue(status == 404 || status == 400, number + " " + status);
    }

    @Test
    void csvCellsAreNeverFormulas() {
        String csv = given().accept("text/csv")
                .get(uri(""))
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertEquals(7, csv.lines().count(), csv);
        assertTrue(csv.startsWith("certificateNumber,status,retiredOn,"), csv);
        assertTrue(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), csv);
        assertTrue(csv.contains("'-Ltd+ @home"), csv);
        assertTrue(csv.contains(world.program + "-KE-1-2022-1-11-30; " + world.program + "-KE-1-2023-2-1-5"), csv);
    }

    @Test
    void ndjsonHasTheSameItemsAsThePages() {
        String lines = given().accept("application/x-ndjson")
                .get(uri(""))
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        List<String> numbers = lines.lines()
                .map(line -> JsonPath.from(line).getString("certificateNumber"))
                .toList();
        assertEquals(get("").jsonPath().getList("items.certificateNumber"), numbers);
        assertEquals(6, numbers.size());
    }

    private Response get(String query) {
        return given().get(uri(query));
    }

    /** Within the programme of this test, unless the query names another. */
    private String uri(String query) {
        String own = query.contains("program=") ? "" : "program=" + world.program + "&";
        return "/v1/retirements?" + own + query.replace("$P", world.program).replaceAll("&$", "");
    }

    private static String found(Response answer) {
        return answer.jsonPath().<String>getList("items.certificateNumber").stream()
                .map(n -> n.substring(n.lastIndexOf('-') + 1))
                .collect(Collectors.joining(" "));
    }
}
