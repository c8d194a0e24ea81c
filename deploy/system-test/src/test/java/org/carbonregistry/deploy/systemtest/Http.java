package org.carbonregistry.deploy.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Requests as they are, without a second try. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The status of a GET; 0 when nobody answers. */
    int status(String url) {
        try {
            return send(request(url)).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    /** A GET without a token. */
    HttpResponse<String> get(String url) throws IOException {
        return send(request(url));
    }

    /** A GET without a token, of one of the forms that there are. */
    HttpResponse<String> get(String url, String accept) throws IOException {
        return send(request(url).header("Accept", accept));
    }

    /** What a GET with a token reads. */
    JsonNode read(String url, String token) throws IOException {
        return parse(
                send(request(url).header("Authorization", "Bearer " + token)).body());
    }

    /** A POST of a text that says it is JSON. */
    HttpResponse<String> post(String url, String token, String body) throws IOException {
        return send(request(url)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=10")
                .POST(BodyPublishers.ofString(body)));
    }

    /** All lines of an NDJSON answer. */
    List<JsonNode> lines(String url, String token) throws IOException {
        HttpRequest.Builder request = request(url).header("Accept", "application/x-ndjson");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answers " + answer.statusCode() + " " + answer.body());
        }
        return Stream.of(answer.body().split("\n"))
                .filter(line -> !line.isBlank())
                .map(Http::parse)
                .toList();
    }

    /** A text as JSON. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
