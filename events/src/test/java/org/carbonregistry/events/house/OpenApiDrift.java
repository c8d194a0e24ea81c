package org.carbonregistry.events.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document that a service generates is the one that is committed beside its {@code pom.xml}: who changes the
 * interface changes the document, and everyone sees it. Extend it as {@code OpenApiIT} in a {@code @QuarkusTest}.
 */
public abstract class OpenApiDrift {

    private static final Path COMMITTED = Path.of("openapi.yaml");

    @Test
    void theCommittedDocumentIsTheGeneratedOne() throws IOException {
        String generated =
                RestAssured.given().accept("application/yaml").get("/q/openapi").asString();
        assertTrue(
                generated.contains("openapi: 3.1.0"),
                "not OpenAPI 3.1: " + generated.lines().findFirst());
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(COMMITTED, generated);
        }
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        assertEquals(
                committed,
                generated,
                () -> "openapi.yaml is not what the code says; to bring it up to date: mvn verify -pl "
                        + Path.of("").toAbsolutePath().getFileName()
                        + " -Dit.test=OpenApiIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.update");
    }
}
