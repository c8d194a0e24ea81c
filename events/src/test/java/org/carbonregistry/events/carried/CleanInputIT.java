package org.carbonregistry.events.carried;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

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

    private static RequestSpecification registrar() {
        return RestAssured.given().auth().oauth2(TestTokens.token("rosa", "registry", "registrar"));
    }
}
