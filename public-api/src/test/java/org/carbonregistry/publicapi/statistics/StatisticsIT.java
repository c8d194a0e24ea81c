package org.carbonregistry.publicapi.statistics;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.KnownRegister;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class StatisticsIT {

    private static final List<String> PARTS = List.of("active", "buffer", "retired", "cancelled", "converted");

    @BeforeEach
    void register() {
        KnownRegister.publish();
    }

    @Test
    void theTotalsAreThoseOfTheFacts() {
        JsonPath all = get("/v1/statistics?program=GLB").jsonPath();
        assertEquals("credits", all.getString("basis"));
        assertEquals(195_000, all.getLong("issued"));
        assertEquals(6_000, all.getLong("buffer"));
        assertEquals(retiredInGlb(), all.getLong("retired"));
        assertEquals(195_000 - 6_000 - retiredInGlb(), all.getLong("active"));
        assertEquals(68, all.getLong("retirements"));
        assertEquals(3, all.getLong("projects"));
        assertEquals(4, all.getLong("blocks"));
        assertEquals(195_000_000, all.getLong("kilograms.issued"));
        assertTrue(all.getString("dates").contains("effective date"));
    }

    /** What the look-up of each block says, unit by unit: another way to the same number. */
    private static long retiredInGlb() {
        long retired = 0;
        for (String block : List.of(
                "GLB-KE-1042-2023-1-1-100000",
                "GLB-KE-1042-2024-2-1-40000",
                "GLB-EG-1043-2023-3-1-25000",
                "GLB-PE-1044-2023-4-1-30000")) {
            JsonPath life = get("/v1/serials/" + block).jsonPath();
            retired += life.getLong("byState.retired") + life.getLong("byState.retired-certificate-pending");
        }
        return retired;
    }

    @Test
    void kilogramsAndTonnesAreAddedExactly() {
        JsonPath bio = get("/v1/statistics?program=BIO").jsonPath();
        assertEquals(12_345, bio.getLong("kilograms.issued"));
        assertEquals(new BigDecimal("12.345"), new BigDecimal(bio.getString("issued")));
        assertEquals(1_002, bio.getLong("kilograms.retired"));
        JsonPath removals = get("/v1/statistics?type=biochar&by=program").jsonPath();
        assertEquals(12_345, removals.getLong("kilograms.issued"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "program",
                "country",
                "type",
                "nature",
                "vintage",
                "project",
                "block",
                "program,country",
                "project,vintage",
                "type,vintage,country",
                "year",
                "purpose",
                "beneficiaryKind",
                "beneficiary",
                "project,year",
                "country,year,purpose",
                "beneficiary,project,vintage"
            })
    void rowsReconcileAndAddUpToTheTotal(String by) {
        for (String filter : List.of("&program=GLB", "&program=VRA", "&program=BIO", "&country=PE", "&type=wind", "")) {
            // Facts that other tests published may still be on their way, and come between two pages.
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertRowsAddUp(by, filter));
        }
    }

    private static void assertRowsAddUp(String by, String filter) {
        JsonPath answer = get("/v1/statistics?limit=1000&by=" + by + filter).jsonPath();
        boolean credits = answer.getString("basis").equals("credits");
        List<String> names = new ArrayList<>(credits ? PARTS : List.of("retired"));
        List<Map<String, Object>> rows = allRows("/v1/statistics?limit=1000&by=" + by + filter, answer);
        if (credits) {
            names.add("issued");
            rows.forEach(StatisticsIT::assertReconciles);
        }
        for (String name : names) {
            assertEquals(
                    answer.getLong("kilograms." + name),
                    rows.stream().mapToLong(row -> kilograms(row, name)).sum(),
                    name + " by " + by + filter);
        }
    }

    /** The rows of all pages, from the first page on. */
    private static List<Map<String, Object>> allRows(String address, JsonPath first) {
        List<Map<String, Object>> rows = new ArrayList<>(first.getList("items"));
        for (String next = first.getString("next"); next != null; ) {
            JsonPath page = get(address + "&cursor=" + next).jsonPath();
            rows.addAll(page.getList("items"));
            next = page.getString("next");
        }
        return rows;
    }

    private static void assertReconciles(Map<String, Object> row) {
        assertEquals(
                kilograms(row, "issued"),
                PARTS.stream().mapToLong(part -> kilograms(row, part)).sum(),
                row.toString());
    }

    @SuppressWarnings("unchecked")
    private static long kilograms(Map<String, Object> row, String name) {
        return ((Map<String, Number>) row.get("kilograms")).get(name).longValue();
    }

    /** Three different tables say how much is retired. */
    @ParameterizedTest
    @ValueSource(strings = {"GLB", "BIO", "VRA"})
    void creditsYearsAndCertificatesAgree(String program) {
        long credits = get("/v1/statistics?program=" + program).jsonPath().getLong("kilograms.retired");
        long years = get("/v1/statistics?by=year&program=" + program).jsonPath().getLong("kilograms.retired");
        long certificates =
                get("/v1/statistics?by=purpose&program=" + program).jsonPath().getLong("kilograms.retired");
        assertEquals(credits, years);
        assertEquals(credits, certificates);
    }

    @Test
    void aRetirementOverSeveralBlocksCountsOnceInEachGroup() {
        JsonPath byBlock = get("/v1/statistics?by=block&program=GLB").jsonPath();
        List<Integer> counts = byBlock.getList("items.retirements");
        assertEquals(68 + 2, counts.stream().mapToInt(Integer::intValue).sum());
        assertEquals(68, byBlock.getLong("retirements"));
        assertEquals(
                66,
                get("/v1/statistics?program=GLB&retiredFrom=2000-01-01&by=purpose")
                        .jsonPath()
                        .getList("items.findAll { it.purpose != 'certificate-pending' }.retirements", Integer.class)
                        .stream()
                        .mapToInt(Integer::intValue)
                        .sum());
    }

    @Test
    void retiredUnitsWhoseCertificateIsPendingAreAGroupOfTheirOwn() {
        JsonPath rows = get("/v1/statistics?by=purpose&program=GLB").jsonPath();
        assertEquals(List.of(610), rows.getList("items.findAll { it.key == 'certificate-pending' }.retired"));
    }

    @Test
    void beneficiariesAreGroupedByTheirNameAsGiven() {
        JsonPath rows = get("/v1/statistics?by=beneficiary&program=VRA").jsonPath();
        assertEquals(
                List.of("not-stated", "not-stated", "organisation"), sorted(rows.getList("items.beneficiaryKind")));
        assertEquals(
                1,
                rows.getList("items.findAll { it.beneficiary == 'Acme Air plc' }")
                        .size());
        assertEquals(
                1,
                rows.getList("items.findAll { it.beneficiary == 'acme air PLC' }")
                        .size());
        assertEquals(List.of(40), rows.getList("items.findAll { it.beneficiary == null }.retired"));
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    @Test
    void yearsAreThoseOfTheOriginalDates() {
        JsonPath rows = get("/v1/statistics?by=year&program=VRA").jsonPath();
        assertEquals(List.of(2021, 2022), rows.getList("items.year"));
        assertEquals(List.of("2021", "2022"), rows.getList("items.key"));
        assertEquals(List.of(40, 20), rows.getList("items.retired"));
    }

    @ParameterizedTest
    @CsvSource({
        "program=VRA,60",
        "program=VRA&country=BR,0",
        "program=VRA&country=CN,60",
        "program=VRA&type=hydro,60",
        "program=VRA&type=redd,0",
        "program=GLB&methodology=ACM0002&project=GLB-1043,4000",
        "project=GLB-1043,4000",
        "project=GLB-1043&vintageFrom=2023&vintageTo=2023,4000",
        "project=GLB-1043&vintageTo=2022,0",
        "project=GLB-1043&vintageFrom=2024,0",
        "program=VRA&retiredFrom=2022-01-01,20",
        "program=VRA&retiredTo=2021-12-31,40",
        "program=VRA&retiredFrom=2022-01-01&retiredTo=2022-01-01,10",
        "program=GLB&purpose=corsia,3300",
        "program=GLB&purpose=certificate-pending,610",
        "program=VRA&beneficiary=ACME,20",
        "program=GLB&beneficiary=nil'%,0"
    })
    void everyFilterNarrowsTheFigures(String filter, long retired) {
        given().urlEncodingEnabled(false)
                .get("/v1/statistics?" + filter.replace("%", "%25").replace("'", "%27"))
                .then()
                .statusCode(200)
                .body("retired", equalTo((int) retired));
    }

    @ParameterizedTest
    @CsvSource({
        "benficiary=x,unknown-parameter,benficiary",
        "by=colour,invalid-parameter,by",
        "'by=year,year',invalid-parameter,by",
        "'by=,year',invalid-parameter,by",
        "program=NOPE,invalid-parameter,program",
        "type=nope,invalid-parameter,type",
        "country=Kenya,invalid-parameter,country",
        "vintageFrom=x,invalid-parameter,vintageFrom",
        "vintageFrom=2020&vintageTo=2019,invalid-parameter,vintageTo",
        "retiredFrom=2020-02-30,invalid-parameter,retiredFrom",
        "purpose=fun,invalid-parameter,purpose",
        "limit=0,invalid-parameter,limit",
        "limit=1001,invalid-parameter,limit",
        "limit=-1,invalid-parameter,limit",
        "by=year&cursor=Zm9v,invalid-cursor,cursor",
        "by=year&cursor=!,invalid-cursor,cursor"
    })
    void whatCannotBeMeantIsRefusedByName(String query, String code, String parameter) {
        given().get("/v1/statistics?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("errors[0].pointer", equalTo(parameter));
    }

    @Test
    void pagesTogetherAreAllRowsAndTheTotalStays() {
        List<String> whole = get("/v1/statistics?by=beneficiary,vintage&program=GLB&limit=1000")
                .jsonPath()
                .getList("items.collect { it.toString() }");
        List<String> paged = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = get("/v1/statistics?by=beneficiary,vintage&program=GLB&limit=2" + next)
                    .jsonPath();
            assertEquals(retiredInGlb(), page.getLong("retired"));
            paged.addAll(page.getList("items.collect { it.toString() }"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }
        assertEquals(whole, paged);
    }

    @Test
    void csvAndNdjsonHoldTheSameRows() {
        String csv = given().accept("text/csv")
                .get("/v1/statistics?by=project,vintage&program=GLB")
                .then()
                .statusCode(200)
                .header("X-Dates", containsString("effective date"))
                .extract()
                .asString();
        List<String> lines = csv.lines().toList();
        assertEquals(
                "project,vintage,issued,active,buffer,retired,cancelled,converted,retirements,projects,blocks,"
                        + "issuedKilograms,activeKilograms,bufferKilograms,retiredKilograms,cancelledKilograms,convertedKilograms",
                lines.get(0));
        assertEquals(1 + 4, lines.size());
        assertTrue(lines.get(3).startsWith("GLB-1043,2023,25000,21000,0,4000,0,0,2,1,1,25000000,"), lines.get(3));
        String ndjson = given().accept("application/x-ndjson")
                .get("/v1/statistics?by=project,vintage&program=GLB")
                .asString();
        assertEquals(4, ndjson.lines().count());
        assertEquals(
                get("/v1/statistics?by=project,vintage&program=GLB").jsonPath().getMap("items[2]"),
                JsonPath.from(ndjson.lines().toList().get(2)).getMap(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void anExportIsNeverCut(String form) {
        given().accept(form)
                .get("/v1/statistics?by=beneficiary&limit=2")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("limit"));
    }

    @Test
    void aNameThatIsAFormulaDoesNothingInASpreadsheet() {
        String csv =
                given().accept("text/csv").get("/v1/statistics?by=beneficiary").asString();
        assertTrue(csv.lines().noneMatch(line -> line.matches(".*,\"?[=+@-][^0-9].*")), csv);
    }
}
