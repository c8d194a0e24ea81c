package org.carbonregistry.issuance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonregistry.deploy.embedded.TestTokens;

/** Many clients at once, with little work of their own. */
public final class FastClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final String token;

    public FastClient(int port, String subject, String organisation, String role) {
        this.port = port;
        this.token = TestTokens.token(subject, organisation, role);
    }

    /** An answer: its status and its body. */
    public record Answer(int status, JsonNode body) {

        /** The body of a write that was accepted. */
        public JsonNode accepted() {
            assertTrue(status < 300, () -> status + " " + body);
            return body;
        }

        public String code() {
            return status < 300 ? "accepted" : body.path("code").asText();
        }
    }

    public Answer post(String path, String body) throws Exception {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    /** Does all of it, {@code clients} at a time, and gives the results in order. */
    public static <T> List<T> atOnce(int clients, List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<T> results = new ArrayList<>(work.size());
            for (Future<T> done : threads.invokeAll(work)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
