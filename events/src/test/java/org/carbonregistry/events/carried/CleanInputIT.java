package org.carbonregistry.events.carried;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class CleanInputIT {

    @Test
    void aZeroByteInAParameterIsRefusedByItsName() {
        registrar()
                .urlEncodingEnabled(false)
                .post("/v1/notes/A1?name=a%00b")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("name"));
    }

    @Test
    void aZeroByteInAnAddressLeadsNowhere() {
        registrar()
                .urlEncodingEnabled(false)
                .post("/v1/notes/A%00")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void aZeroByteInABodyIsRefusedWithItsField() {
        registrar()
                .contentType("application/json")
                .body("{\"name\":\"a\\u0000b\"}")
                .put("/v1/notes/A1")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-field"))
                .body("errors[0].pointer", equalTo("/name"));
    }

    @ParameterizedTest
    @CsvSource({
        "name=%ff,invalid-parameter,name",
        "name=%c0%80,invalid-parameter,name",
        "name=%ed%a0%80,invalid-parameter,name",
        "name=a&name=b,invalid-parameter,name",
        "name=a&name=a,invalid-parameter,name",
        "name=a&length=ten,invalid-parameter,length",
        "name=a&length=,invalid-parameter,length",
        "name=a&length=99999999999,invalid-parameter,length",
        "nam=a,unknown-parameter,nam",
    })
    void aParameterThatCannotBeReadInOneWayIsRefusedByItsName(String query, String code, String name) {
        registrar()
                .urlEncodingEnabled(false)
                .post("/v1/notes/A1?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("retryable", equalTo(false))
                .body("errors[0].pointer", equalTo(name));
    }

    @Test
    void anAddressThatIsNoUtf8IsRefused() {
        registrar()
                .urlEncodingEnabled(false)
                .post("/v1/notes/A%ff?name=a")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-address"));
    }

    @Test
    void aBodyInAnotherEncodingIsRefused() {
        rename("application/json;charset=utf-16", "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16))
                .statusCode(415)
                .body("code", equalTo("unsupported-charset"));
        for (Charset charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32"))) {
            rename("application/json", "{\"name\":\"a\"}".getBytes(charset))
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("malformed-body"));
        }
        rename("application/json;charset=UTF-8", "{\"name\":\"ä\"}".getBytes(StandardCharsets.UTF_8))
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"a\"", "{", "{\"name\":\"a\"}x", "nonsense", "\u0001"})
    void aBodyThatIsNoObjectIsRefusedWithoutAWordOfTheInside(String body) {
        rename("application/json", body.getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("code", equalTo("malformed-body"))
                .body("detail", not(containsString("org.")))
                .body("detail", not(containsString("java.")))
                .body("detail", not(containsString("Note")));
    }

    @Test
    void aDateOfABodyHasAYearOfFourDigits() {
        for (String day : List.of("+10000-01-01", "-0001-12-31", "+999999999-12-31", "2024-02-30")) {
            registrar()
                    .contentType("application/json")
                    .body("{\"name\":\"a\",\"day\":\"" + day + "\"}")
                    .put("/v1/notes/A1")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-field"))
                    .body("errors[0].pointer", equalTo("/day"));
        }
    }

    private static ValidatableResponse rename(String type, byte[] body) {
        return registrar()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(type)
                .body(body)
                .put("/v1/notes/A1")
                .then();
    }

    private static RequestSpecification registrar() {
        return RestAssured.given().auth().oauth2(TestTokens.token("rosa", "registry", "registrar"));
    }
}
