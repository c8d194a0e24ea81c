package org.carbonregistry.publicapi.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.KnownRegister;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class PagesIT {

    private static final int LARGEST_PAGE = 200_000;

    @BeforeEach
    void register() {
        KnownRegister.publish();
    }

    private static ValidatableResponse page(String address) {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .get(address)
                .then();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/retirements",
                "/retirements?q=acme",
                "/projects",
                "/projects/GLB-1042",
                "/projects/VRA-868",
                "/projects/GLB-1045",
                "/serials",
                "/serials?serial=GLB-KE-1042-2023-1-1-100000",
                "/serials?serial=9001-500-509-VCS-VCU-262-VER-BR-14-868-01012019-31122019-0",
                "/certificates/GLB-R-1"
            })
    void everyPageIsSmallAndAsksNothingOfAnyoneElse(String address) {
        String html = page(address)
                .statusCode(200)
                .contentType(equalTo("text/html;charset=UTF-8"))
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("default-src 'none'"), not(containsString("unsafe"))))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .extract()
                .asString();
        int css = given().get("/registry.css").then().statusCode(200).extract().asByteArray().length;
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length + css < LARGEST_PAGE, "size of " + address);
        assertFalse(
                Pattern.compile("<script|style=|(src|href)=\"(https?:)?//")
                        .matcher(html)
                        .find(),
                address);
        assertTrue(html.contains("<main id=\"content\"") && html.contains("class=\"skip\""), address);
    }

    @Test
    void namesAreShownAndNeverRun() {
        for (String address :
                List.of("/certificates/GLB-R-2", "/retirements?q=Sons", "/serials?serial=GLB-EG-1043-2023-3-1")) {
            page(address)
                    .statusCode(200)
                    .body(containsString("&lt;script&gt;document.title="), not(containsString("<script")))
                    .body(not(containsString("<img")));
        }
        page("/certificates/GLB-R-2").body(containsString("&lt;b&gt;bold&lt;/b&gt;"), containsString("{c.quantity}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/retirements?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/serials?serial=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/retirements?purpose=%3Cscript%3E",
                "/projects/%3Cscript%3E",
                "/certificates/%3Cscript%3E",
                "/%3Cscript%3E",
                "/retirements?%3Cscript%3E=1"
            })
    void whatIsTypedComesBackEscaped(String address) {
        page(address).body(not(containsString("<script")));
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere,404",
        "/projects/NOPE-1,404",
        "/certificates/GLB-R-999,404",
        "/serials?serial=GLB-KE-1042-2023-999-1,404",
        "/serials?serial=GLB-UG-1042-2023-1-1,422",
        "/serials?serial=hello,400",
        "/retirements?benficiary=x,400",
        "/retirements?country=Kenya,400",
        "/retirements?retiredFrom=2020-02-30,400",
        "/retirements?cursor=x,400",
        "/projects?type=nope,400"
    })
    void whatIsWrongIsSaidOnAPage(String address, int status) {
        page(address)
                .statusCode(status)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("<h1"), containsString("class=\"note warn\""));
    }

    @Test
    void aWrongParameterIsNamed() {
        page("/retirements?benficiary=x").statusCode(400).body(containsString("benficiary"));
    }

    @Test
    void dataKeepsItsProblemDocumentInABrowser() {
        page("/v1/serials/hello").statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html", "text/csv"})
    void anAddressOfDataThatLeadsNowhereIsAProblemWhateverIsTaken(String accepted) {
        for (String address : new String[] {"/v1/nowhere", "/v1/projects/GLB-1042/nowhere", "/v1/"}) {
            given().accept(accepted)
                    .get(address)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("not-found"));
        }
    }

    @Test
    void emptyFieldsOfAFormLeaveTheAddress() {
        page("/retirements?q=acme&country=&purpose=&vintageFrom=")
                .statusCode(303)
                .header("Location", org.hamcrest.Matchers.endsWith("/retirements?q=acme"));
        page("/retirements?q=&country=")
                .statusCode(303)
                .header("Location", org.hamcrest.Matchers.endsWith("/retirements"));
    }

    @Test
    void theSearchBoxLeadsToWhatATextNames() {
        page("/search?q=GLB-R-1")
                .statusCode(303)
                .header("Location", org.hamcrest.Matchers.endsWith("/certificates/GLB-R-1"));
        page("/search?q=Acme+Air")
                .statusCode(303)
                .header("Location", org.hamcrest.Matchers.endsWith("/retirements?q=Acme+Air"));
    }

    @Test
    void nextPagesShowEveryRetirementOnce() {
        List<String> shown = new ArrayList<>();
        String address = "/retirements?program=GLB";
        Pattern next = Pattern.compile("href=\"([^\"]*)\" rel=\"next\"");
        while (address != null) {
            String html = page(address).statusCode(200).extract().asString();
            Matcher numbers =
                    Pattern.compile("href=\"/certificates/(GLB-R-[0-9]+)\"").matcher(html);
            while (numbers.find()) {
                shown.add(numbers.group(1));
            }
            Matcher link = next.matcher(html);
            address = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertEquals(66, shown.size());
        assertEquals(66, shown.stream().distinct().count());
    }

    @ParameterizedTest
    @CsvSource({
        "q=redd+tambopata,GLB-R-3,GLB-R-1",
        "q=LODZ,GLB-R-12,GLB-R-1",
        "beneficiary=danube,GLB-R-3,GLB-R-1",
        "program=VRA,VRA-R-1,GLB-R-3",
        "type=redd,GLB-R-3,GLB-R-1",
        "methodology=ACM0002,GLB-R-66,VRA-R-1",
        "country=PE,GLB-R-3,GLB-R-2",
        "project=GLB-1043,GLB-R-2,GLB-R-3",
        "purpose=corsia,GLB-R-4,GLB-R-3",
        "purpose=not-stated,VRA-R-1,GLB-R-3",
        "vintageFrom=2024,GLB-R-7,GLB-R-3",
        "vintageTo=2018,VRA-R-1,GLB-R-3",
        "retiredTo=2021-12-31,VRA-R-1,VRA-R-2",
        "retiredFrom=2022-01-01&retiredTo=2022-01-01,VRA-R-2,VRA-R-1",
        "quantityFrom=2500&quantityTo=2500,GLB-R-1,GLB-R-3",
        "quantityTo=1,BIO-R-2,GLB-R-3"
    })
    void everyFilterOfTheSearchFindsAndLeavesOut(String query, String found, String leftOut) {
        page("/retirements?" + query)
                .statusCode(200)
                .body(
                        containsString("/certificates/" + found + "\""),
                        not(containsString("/certificates/" + leftOut + "\"")));
    }

    @Test
    void whatIsFoundIsNotPushedOffAPhoneByTheFilters() {
        page("/retirements?country=PE&type=redd&q=redd")
                .body(containsString("(2 in use)"), not(containsString("<details open")));
        page("/projects?country=PE").body(containsString("(1 in use)"), not(containsString("<details open")));
        page("/retirements?q=redd").body(not(containsString("in use)")));
    }

    @Test
    void theCertificateSaysWhatItIsWorth() {
        page("/certificates/GLB-R-7")
                .body(containsString("Nordlicht Bank AG"))
                .body(containsString("GLB-KE-1042-2023-1-2501-3000"))
                .body(containsString("GLB-KE-1042-2024-2-1-1500"))
                .body(containsString("Reduction"))
                .body(containsString("Article 6 of the Paris Agreement: not authorised or not stated"))
                .body(containsString("Kenya"));
        page("/certificates/BIO-R-2").body(containsString("0.001"), containsString("Removal"));
        page("/certificates/VRA-R-1")
                .body(containsString("beneficiary not stated"), containsString("as the source states"));
        page("/certificates/GLB-R-6").body(containsString("a private person"), containsString("b-77"));
    }

    @Test
    void whatAValidationSettledIsWhatTheProjectHas() {
        given().get("/v1/projects/GLB-1042")
                .then()
                .body("methodologyVersion", equalTo("21.0"))
                .body("creditingEnd", equalTo("2027-12-31"))
                .body("history[2].to", equalTo("validated"))
                .body("history[2].methodologyVersion", equalTo("21.0"))
                .body("history[2].creditingStart", equalTo("2018-01-01"))
                .body("history[2].evidenceSha256", equalTo("a".repeat(64)))
                .body("history[2].reason", equalTo("Validated by Earthood"))
                .body("history[3].methodologyVersion", nullValue());
        page("/projects/GLB-1042")
                .body(containsString("version 21.0 of its methodology, credited from 1 Jan 2018 to 31 Dec 2027"))
                .body(containsString("Validated by Earthood"), containsString("a".repeat(64)))
                .body(containsString("ACM0002, version 21.0"));
    }

    @Test
    void aNameWhoseKindIsNotStatedIsShownAsGiven() {
        page("/certificates/VRA-R-3")
                .body(containsString("acme air PLC"))
                .body(containsString(
                        "<dt>Kind of beneficiary</dt><dd><span class=\"mark unstated\">not stated</span>"));
        page("/certificates/VRA-R-2").body(containsString("<dt>Kind of beneficiary</dt><dd>Organisation</dd>"));
        page("/certificates/VRA-R-1").body(not(containsString("Kind of beneficiary")));
        page("/retirements?program=VRA").body(containsString("acme air PLC"));
        given().get("/v1/retirements/VRA-R-3")
                .then()
                .body("beneficiary.kind", equalTo("not-stated"))
                .body("beneficiary.name", equalTo("acme air PLC"));
        assertTrue(page("/retirements.csv?program=VRA").extract().asString().contains(",not-stated,acme air PLC,"));
        given().get("/v1/serials/VRA-CN-1860-2018-1-51")
                .then()
                .body("parts[0].stretches[0].retired.beneficiaryName", equalTo("acme air PLC"));
    }

    @Test
    void aProjectSaysWhatIsNotStatedAndWhatWasDerived() {
        page("/projects/VRA-868")
                .body(containsString("not stated"))
                .body(containsString("<span class=\"mark derived\">derived</span>"))
                .body(containsString("Verification body"));
    }

    @Test
    void whatWasFoundIsAFileToo() {
        String html = page("/retirements?program=VRA").extract().asString();
        assertTrue(html.contains("href=\"/retirements.csv?program=VRA\""), html);
        String csv = page("/retirements.csv?program=VRA")
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .header("Content-Disposition", containsString("retirements.csv"))
                .extract()
                .asString();
        assertEquals(1 + 3, csv.lines().count());
        assertEquals(
                1 + 2,
                page("/projects.csv?program=VRA").extract().asString().lines().count());
        page("/retirements.csv?benficiary=x").statusCode(400);
    }

    @Test
    void aSharedLinkStillLeadsToItsPage() {
        page("/certificates/GLB-R-1?fbclid=abc&utm_source=mail").statusCode(200);
        page("/retirements?q=acme&gclid=1").statusCode(200);
        given().get("/v1/statistics?fbclid=abc").then().statusCode(400);
    }

    @Test
    void theStyleSheetHasAnAddressOfItsOwnContent() {
        Matcher link = Pattern.compile("href=\"(/registry\\.css\\?v=[0-9a-f]{12})\"")
                .matcher(page("/").extract().asString());
        assertTrue(link.find());
        given().get(link.group(1)).then().statusCode(200).contentType(containsString("text/css"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/serials/%00",
                "/v1/serials/GLB-KE-1042-2023-1-%00",
                "/v1/statistics?beneficiary=%00",
                "/serials?serial=%00",
                "/search?q=%00",
                "/retirements?q=%00",
                "/certificates/%00",
                "/projects/%00",
                "/serials?serial=%ff%fe"
            })
    void bytesThatAreNoTextAreRefused(String address) {
        int status = page(address).extract().statusCode();
        assertTrue(status == 400 || status == 404 || status == 303, address + " answered " + status);
    }
}
