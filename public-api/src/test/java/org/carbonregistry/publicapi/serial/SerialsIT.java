package org.carbonregistry.publicapi.serial;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.KnownRegister;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class SerialsIT {

    @BeforeEach
    void register() {
        KnownRegister.publish();
    }

    private static ValidatableResponse look(String serial) {
        return given().pathParam("serial", serial).get("/v1/serials/{serial}").then();
    }

    @Test
    void aRetiredUnitTellsItsWholeLifeWithoutOwners() {
        look("GLB-KE-1042-2023-1-2500")
                .statusCode(200)
                .body("quantity", equalTo(1))
                .body("unitKilograms", equalTo(1000))
                .body("registry", nullValue())
                .body("parts", hasSize(1))
                .body("parts[0].block", equalTo("GLB-1"))
                .body("parts[0].issued.project", equalTo("GLB-1042"))
                .body("parts[0].issued.projectName", equalTo("Kipeto Wind Power"))
                .body("parts[0].issued.date", equalTo("2026-02-01"))
                .body("parts[0].stretches", hasSize(1))
                .body("parts[0].stretches[0].state", equalTo("retired"))
                .body("parts[0].stretches[0].moves.number", equalTo(List.of(2, 3)))
                .body("parts[0].stretches[0].moves.date", equalTo(List.of("2026-02-01", "2026-02-02")))
                .body("parts[0].stretches[0].retired.certificateNumber", equalTo("GLB-R-1"))
                .body("parts[0].stretches[0].retired.beneficiaryName", equalTo("Acme Air plc"))
                .body("byState.retired", equalTo(1))
                .body("dates", containsString("UTC"));
    }

    @Test
    void aRangeIsCutIntoStretchesWithTheSameLife() {
        look("GLB-PE-1044-2023-4-1240-30000")
                .statusCode(200)
                .body(
                        "parts[0].stretches.state",
                        equalTo(List.of(
                                "retired",
                                "retired",
                                "retired",
                                "active",
                                "retired-certificate-pending",
                                "active",
                                "buffer")))
                .body("parts[0].stretches.first", equalTo(List.of(1240, 1251, 1301, 1302, 20001, 20011, 24001)))
                .body("byState.buffer", equalTo(6000))
                .body("byState.retired-certificate-pending", equalTo(10))
                .body("byState.retired", equalTo(62))
                .body("byState.active", equalTo(30000 - 1240 + 1 - 6000 - 10 - 62));
    }

    @Test
    void aPrivatePersonIsNotNamed() {
        look("GLB-PE-1044-2023-4-1301")
                .statusCode(200)
                .body("parts[0].stretches[0].retired.beneficiaryKind", equalTo("person"))
                .body("parts[0].stretches[0].retired.beneficiaryName", nullValue());
    }

    @Test
    void pagesOfStretchesTogetherAreTheWholeAnswer() {
        String serial = "GLB-KE-1042-2023-1-1-100000";
        List<Map<String, Object>> whole =
                get("/v1/serials/" + serial + "?limit=1000").jsonPath().getList("parts[0].stretches");
        List<Map<String, Object>> paged = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = get("/v1/serials/" + serial + "?limit=7" + next).jsonPath();
            paged.addAll(page.getList("parts[0].stretches"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }
        long units = paged.stream()
                .mapToLong(s -> ((Number) s.get("quantity")).longValue())
                .sum();
        assertEquals(100_000, units);
        assertEquals(states(whole), states(paged));
    }

    private static List<String> states(List<Map<String, Object>> stretches) {
        List<String> states = new ArrayList<>();
        for (Map<String, Object> s : stretches) {
            String state = s.get("state") + " " + s.get("moves") + " " + s.get("retired");
            if (states.isEmpty() || !states.get(states.size() - 1).equals(state)) {
                states.add(state);
            }
        }
        return states;
    }

    @ParameterizedTest
    @CsvSource({
        "GLB-UG-1042-2023-1-17,country",
        "GLB-KE-1043-2023-1-17,project",
        "GLB-KE-1042-2022-1-17,vintage",
        "GLB-KE-1042-2022-1-1-25000,vintage"
    })
    void aSerialThatContradictsItsBlockIsNeverAnswered(String serial, String part) {
        look(serial)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("inconsistent-serial"))
                .body("detail", containsString("the " + part + " of block GLB-1"))
                .body("errors[0].pointer", equalTo("serial"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GLB-KE-1042-2023-1-100001",
                "GLB-KE-1042-2023-1-99999-100001",
                "GLB-KE-1042-2023-999-1",
                "NOPE-KE-1042-2023-1-1",
                "7944-443163146-443163146-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "7944-443163187-443163187-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "7944-443163180-443163190-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "1-1-1-VCU-046-APX-CN-1-1860-01012018-31072018-0"
            })
    void whatNoBlockHoldsIsUnknown(String serial) {
        look(serial).statusCode(404).body("code", equalTo("unknown-serial"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "GLB-KE-1042-2023-1-0",
                "GLB-KE-1042-2023-1-5-4",
                "GLB-KE-1042-2023-01-5",
                "GLB-KE-1042-2023-1-99999999999999999999",
                "ACR-US-1185-2025-3078-1 to 11",
                "'; drop table block; --"
            })
    void whatIsNoSerialSaysSo(String serial) {
        look(serial).statusCode(400).body("code", equalTo("not-a-serial"));
    }

    @Test
    void aSourceSerialAndEveryPartOfItLeadsToOurUnits() {
        source(KnownRegister.OLD_FORM, "VRA-1", 61, 100);
        source("7944-443163147-443163147-VCU-046-APX-CN-1-1860-01012018-31072018-0", "VRA-1", 61, 61);
        source("7944-443163186-443163186-VCU-046-APX-CN-1-1860-01012018-31072018-0", "VRA-1", 100, 100);
        source("7944-443163150-443163160-VCU-046-APX-CN-1-1860-01012018-31072018-0", "VRA-1", 64, 74);
        source(KnownRegister.NEW_FORM, "VRA-1", 101, 120);
        source("16564-773386530-773386531-VCS-VCU-263-VER-CN-1-1860-01012018_31122018-0", "VRA-1", 108, 109);
    }

    private static void source(String serial, String block, int first, int last) {
        look(serial)
                .statusCode(200)
                .body("registry", equalTo("verra"))
                .body("contested", equalTo(false))
                .body("quantity", equalTo(last - first + 1))
                .body("parts", hasSize(1))
                .body("parts[0].block", equalTo(block))
                .body("parts[0].first", equalTo(first))
                .body("parts[0].last", equalTo(last))
                .body("parts[0].stretches.state", equalTo(List.of("active")))
                .body("byState.active", equalTo(last - first + 1));
    }

    @Test
    void aSourceSerialWithAnotherTailIsInconsistent() {
        look("7944-443163150-443163160-VCU-046-APX-IN-1-1860-01012018-31072018-0")
                .statusCode(422)
                .body("code", equalTo("inconsistent-serial"))
                .body("detail", containsString(KnownRegister.OLD_FORM));
    }

    @Test
    void unitsTheSourceListsTwiceAreShownBothAndSaidToBeContested() {
        look(KnownRegister.TWICE)
                .statusCode(200)
                .body("contested", equalTo(true))
                .body("parts.block", equalTo(List.of("VRA-2", "VRA-3")))
                .body("parts.first", equalTo(List.of(1, 1)))
                .body("parts[0].sourceSerials[0].contested", equalTo(true));
    }

    @Test
    void theWholeSerialOfAnyOtherRegistryIsFoundByItsText() {
        look(KnownRegister.OTHER_REGISTRY)
                .statusCode(200)
                .body("registry", equalTo("acr"))
                .body("parts[0].block", equalTo("VRA-2"))
                .body("parts[0].first", equalTo(11));
    }

    @Test
    void oneOfOurUnitsTellsItsSourceSerial() {
        look("VRA-CN-1860-2018-1-60-62")
                .statusCode(200)
                .body("parts[0].sourceSerials", hasSize(1))
                .body("parts[0].sourceSerials[0].first", equalTo(61))
                .body("parts[0].sourceSerials[0].sourceLast", equalTo(443163148))
                .body("parts[0].stretches[0].retired.date", equalTo("2022-01-02"));
    }

    @Test
    void aWrongCursorLimitOrParameterIsRefused() {
        given().get("/v1/serials/GLB-KE-1042-2023-1-17?cursor=x")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-cursor"));
        given().get("/v1/serials/GLB-KE-1042-2023-1-17?limit=ten")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("limit"));
        given().get("/v1/serials/GLB-KE-1042-2023-1-17?limit=0")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-parameter"));
        given().get("/v1/serials/GLB-KE-1042-2023-1-17?limt=5")
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown-parameter"));
    }
}
