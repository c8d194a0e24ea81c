package org.carbonregistry.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class BodyLimitIT {

    private static final int LIMIT = 2 * 1024 * 1024;

    @Test
    void aBodyThatIsTooLongIsRefusedWithAProblem() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(blanks(LIMIT + 1)));
        assertEquals(413, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"code\":\"body-too-large\""), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsIsRefusedToo() throws Exception {
        HttpResponse<String> answer =
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blanks(LIMIT + 100_000))));
        assertEquals(413, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"code\":\"body-too-large\""), answer.body());
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() throws Exception {
        assertEquals(400, post(BodyPublishers.ofByteArray(blanks(LIMIT))).statusCode());
        refused(400, "field-missing", registrar().body("{}").post("/v1/programs"));
    }

    private static byte[] blanks(int length) {
        return (" ".repeat(length - 2) + "{}").getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpResponse<String> post(BodyPublisher body) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/programs"))
                        .header("Authorization", "Bearer " + TestTokens.token("rosa", "registry", "registrar"))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
