package org.carbonregistry.publicapi.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class ProjectAndBlockSearchIT {

    @Inject
    Pool pool;

    private SearchWorld world;

    @BeforeEach
    void world() {
        world = SearchWorld.in(pool);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    projects | ''                       | 1 2
                    projects | sort=-id                 | 2 1
                    projects | sort=name                | 2 1
                    projects | q=SOLAR kitui            | 1
                    projects | q=$P-2                   | 2
                    projects | q=proponent              | 1 2
                    projects | type=forest              | 2
                    projects | nature=reduction         | 1
                    projects | methodology=M-$P         | 1
                    projects | country=BR               | 2
                    projects | status=registered        | 1
                    projects | status=listed            | 2
                    blocks   | ''                       | 1 2 3
                    blocks   | sort=-id                 | 3 2 1
                    blocks   | sort=-vintage            | 3 2 1
                    blocks   | sort=-issued&limit=2     | 3 2
                    blocks   | q=sao                    | 3
                    blocks   | project=$P-1             | 1 2
                    blocks   | type=solar               | 1 2
                    blocks   | methodology=M-$P         | 1 2
                    blocks   | country=KE               | 1 2
                    blocks   | vintageFrom=2023         | 2 3
                    blocks   | vintageTo=2023           | 1 2
                    blocks   | issuedFrom=2026-03-01    | 1 2 3
                    blocks   | issuedTo=2026-02-28      | ''
                    blocks   | quantityFrom=2000        | 2 3
                    blocks   | quantityTo=2000          | 1 2
                    """)
    void everyFilterFindsWhatItNamesAndNothingElse(String list, String query, String expected) {
        Response answer = get(list, query);
        assertEquals(200, answer.statusCode(), answer.asString());
        assertEquals(
                expected,
                answer.jsonPath().<String>getList("items.id").stream()
                        .map(id -> id.substring(id.lastIndexOf('-') + 1))
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "projects,staus=listed,staus",
        "projects,status=open,status",
        "projects,nature=both,nature",
        "projects,vintageFrom=2020,vintageFrom",
        "projects,program=NOPE,program",
        "blocks,benficiary=x,benficiary",
        "blocks,country=ZZ,country",
        "blocks,issuedTo=yesterday,issuedTo",
        "blocks,sort=number,sort"
    })
    void whatCannotBeMeantIsRefusedAndNamed(String list, String query, String parameter) {
        get(list, query).then().statusCode(400).body("errors[0].pointer", equalTo(parameter));
    }

    @Test
    void aProjectShowsItsHistoryItsReportsAndItsTotals() {
        given().get("/v1/projects/" + world.program + "-1")
                .then()
                .statusCode(200)
                .body("name", equalTo("Sólár Park Kitui"))
                .body("status", equalTo("registered"))
                .body("history.to", equalTo(List.of("listed", "registered")))
                .body("history[1].reason", equalTo("validated"))
                .body("verifications", hasSize(1))
                .body("verifications[0].vintages[0].quantity", equalTo(3000))
                .body("verifications[0].notStated", hasItem("vvb"))
                .body("documents[0].sha256", equalTo("a".repeat(64)))
                .body("totals.issued", equalTo(3000))
                .body("totals.retired", equalTo(135))
                .body("totals.active", equalTo(2865))
                .body("totals.blocks", equalTo(2))
                .body("retirements", equalTo(3));
        given().get("/v1/projects/" + world.program + "-2")
                .then()
                .body("methodology", nullValue())
                .body("notStated", hasItem("methodology"))
                .body("nature", equalTo("removal"))
                .body("totals.buffer", equalTo(300));
    }

    @Test
    void issuedIsTheSumOfAllKindsPerBlockAndProject() {
        for (String list : List.of("blocks", "projects")) {
            String in = list.equals("blocks") ? "" : "totals.";
            var items = get(list, "").jsonPath();
            for (int i = 0; i < items.getList("items").size(); i++) {
                String at = "items[" + i + "]." + in;
                assertEquals(
                        items.getLong(at + "issued"),
                        List.of("active", "buffer", "retired", "cancelled", "converted").stream()
                                .mapToLong(kind -> items.getLong(at + kind))
                                .sum());
            }
        }
    }

    @Test
    void aBlockShowsWhatIsPendingAndWhereItsUnitsCameFrom() {
        given().get("/v1/blocks/" + world.program + "-3")
                .then()
                .statusCode(200)
                .body("serials", equalTo(world.program + "-BR-2-2024-3-1-3000"))
                .body("issued", equalTo(3000))
                .body("buffer", equalTo(300))
                .body("retired", equalTo(512))
                .body("certificatePending", equalTo(10))
                .body("movements", equalTo(6))
                .body("stale", equalTo(false));
        given().get("/v1/blocks/" + world.program + "-2").then().body("verification", notNullValue());
        given().get("/v1/blocks/" + world.program + "-1").then().body("sourceRanges", equalTo(2));
        given().get("/v1/blocks/" + world.program + "-1/source-ranges?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].serial", equalTo("7944-101-500-X"))
                .body("items[0].sourceFirst", equalTo(101))
                .body("next", notNullValue());
        String csv = given().accept("text/csv")
                .get("/v1/blocks/" + world.program + "-1/source-ranges")
                .asString();
        assertTrue(csv.contains("401,1000,verra,7945,1,600,7945-1-600-X,true"), csv);
        given().get("/v1/blocks/NOPE-1/source-ranges").then().statusCode(404);
    }

    @Test
    void aBlockWithAGapIsMarkedStale() {
        var facts = org.carbonregistry.publicapi.Facts.program();
        var block = facts.block(1, "KE", 1, 2023, 100);
        Registry.publish(facts.opened(block, 0), facts.moved(block, 3, 1, 5));
        Registry.awaitCount(pool, 1, "select count(*) from block where id = $1", block.block());
        Registry.awaitCount(pool, 1, "select count(*) from parked_fact where stream = $1", block.block());
        given().get("/v1/blocks/" + block.block())
                .then()
                .body("stale", equalTo(true))
                .body("projectName", nullValue());
        Registry.publish(facts.moved(block, 2, 1, 5));
        Registry.awaitCount(pool, 0, "select count(*) from parked_fact where stream = $1", block.block());
        given().get("/v1/blocks/" + block.block())
                .then()
                .body("stale", equalTo(false))
                .body("movements", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"projects", "blocks"})
    void whatDoesNotExistIsNotFound(String list) {
        given().get("/v1/" + list + "/NOPE-1")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() {
        for (String path : List.of("/v1/projects/" + world.program + "-1", "/v1/blocks?program=" + world.program)) {
            Response first = given().get(path);
            String tag = first.header("ETag");
            assertTrue(tag.startsWith("\"") && tag.endsWith("\""), tag);
            first.then().header("Cache-Control", containsString("no-cache")).header("Vary", containsString("Accept"));
            given().header("If-None-Match", "\"other\", " + tag)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(tag))
                    .body(equalTo(""));
            given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
        }
    }

    @Test
    void anyonesPageMayReadWhatIsPublic() {
        given().header("Origin", "https://example.org")
                .get("/v1/projects?program=" + world.program)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", notNullValue())
                .header("Access-Control-Expose-Headers", containsString("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"projects", "blocks"})
    void everyListIsExported(String list) {
        String csv = given().accept("text/csv")
                .get("/v1/" + list + "?program=" + world.program)
                .then()
                .statusCode(200)
                .header("Content-Type", equalToIgnoringCase("text/csv;charset=utf-8"))
                .extract()
                .asString();
        String ndjson = given().accept("application/x-ndjson")
                .get("/v1/" + list + "?program=" + world.program)
                .asString();
        int rows = list.equals("projects") ? 2 : 3;
        assertEquals(rows + 1, csv.lines().count());
        assertEquals(rows, ndjson.lines().count());
        assertEquals(
                0,
                given().accept("application/x-ndjson")
                        .get("/v1/" + list + "?q=nothing-is-called-so")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .length());
    }

    @ParameterizedTest
    @CsvSource({
        "projects,text/csv,limit=1",
        "projects,application/x-ndjson,limit=1000",
        "blocks,text/csv,limit=1",
        "blocks,application/x-ndjson,limit=2",
        "retirements,text/csv,limit=5",
        "retirements,application/x-ndjson,count=true"
    })
    void anExportIsNeverCutWhereNobodySeesIt(String list, String form, String query) {
        given().accept(form)
                .get("/v1/" + list + "?program=" + world.program + "&" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(query.substring(0, query.indexOf('='))));
    }

    private Response get(String list, String query) {
        String own = query.contains("program=") ? "" : "program=" + world.program + "&";
        return given().get("/v1/" + list + "?" + own + query.replace("$P", world.program));
    }
}
