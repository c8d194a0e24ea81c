package org.carbonregistry.deploy.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.carbonregistry.deploy.local.RunFile;

/**
 * Talks to the services of a running registry as its demo users. What cannot be answered at the moment (no connection, 502,
 * 503, a key that still runs, something another service has not heard of yet) is asked again: every write through it names
 * itself, so a repeat changes nothing. Where a service has replicas they are asked in turn.
 */
public final class RegistryClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> NOT_NOW = Set.of(500, 502, 503, 504);
    private static final Set<String> NOT_YET = Set.of(
            "idempotency-key-running",
            "unknown-account",
            "unknown-program",
            "kyc-not-stated",
            "project-not-registered");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RunFile registry;
    private final Duration patience;
    private final HttpClient http;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String text, Instant asked) {}

    /**
     * A client.
     *
     * @param patience how long to ask again
     */
    public RegistryClient(RunFile registry, Duration patience) {
        this.registry = registry;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Reads; {@code user} is null for nobody. */
    public Answer get(Door door, String user, String path) {
        return asked(() -> request(door, user, path).GET(), path);
    }

    /**
     * Reads lines of JSON.
     *
     * @throws ServiceRefused when the service refused or failed
     */
    public List<JsonNode> getLines(Door door, String user, String path) {
        Answer answer = asked(
                () -> request(door, user, path)
                        .setHeader("Accept", "application/x-ndjson")
                        .GET(),
                path);
        answer.orRefused();
        List<JsonNode> lines = new ArrayList<>();
        answer.body().forEach(lines::add);
        return lines;
    }

    /** Writes a body that names itself (by a code or an {@code externalId}), or moves something that can move only once. */
    public Answer post(Door door, String user, String path, Object body) {
        return post(door, user, path, body, null);
    }

    /**
     * Writes.
     *
     * @param key the idempotency key, or null
     */
    public Answer post(Door door, String user, String path, Object body, String key) {
        String text = body == null ? "" : write(body);
        return asked(
                () -> {
                    HttpRequest.Builder request = request(door, user, path).POST(BodyPublishers.ofString(text));
                    if (body != null) {
                        request.header("Content-Type", "application/json");
                    }
                    if (key != null) {
                        request.header("Idempotency-Key", '"' + key + '"');
                    }
                    if (path.equals("/v1/retirements")) {
                        request.header("Prefer", "wait=10");
                    }
                    return request;
                },
                path);
    }

    /** Writes lines of JSON; the lines name themselves. */
    public Answer postLines(Door door, String user, String path, Supplier<BodyPublisher> lines) {
        return asked(
                () -> request(door, user, path)
                        .timeout(Duration.ofMinutes(10))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(lines.get()),
                path);
    }

    /**
     * Reads until what is read is as wished.
     *
     * @throws IllegalStateException when it is not after the client's patience
     */
    public JsonNode await(Door door, String user, String path, Predicate<JsonNode> wished) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            Answer answer = get(door, user, path);
            if (answer.isFine() && wished.test(answer.body())) {
                return answer.body();
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(answer.request() + " is not as it should be after " + patience
                        + "; it is " + answer.status() + " " + answer.body());
            }
            pause();
        }
    }

    /** A line of JSON. */
    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(Door door, String user, String path) {
        List<String> replicas = door.urls(registry);
        String url = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
        return user == null ? request : request.header("Authorization", "Bearer " + token(user));
    }

    private Answer asked(Supplier<HttpRequest.Builder> request, String path) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            String what = path;
            try {
                HttpRequest built = request.get().build();
                what = built.method() + " " + built.uri();
                var response = http.send(built, BodyHandlers.ofString());
                Answer answer = new Answer(what, response.statusCode(), body(response));
                boolean later = NOT_NOW.contains(answer.status()) || NOT_YET.contains(answer.code());
                if (!later || Instant.now().isAfter(end)) {
                    return answer;
                }
            } catch (IOException e) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(what + " cannot be reached: " + e, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(what + " was interrupted", e);
            }
            pause();
        }
    }

    private String token(String user) {
        return tokens.compute(
                        user,
                        (name, known) -> known != null
                                        && known.asked().isAfter(Instant.now().minus(Duration.ofHours(1)))
                                ? known
                                : new Token(registry.token(name), Instant.now()))
                .text();
    }

    private static JsonNode body(HttpResponse<String> response) {
        boolean lines = response.headers().firstValue("Content-Type").orElse("").startsWith("application/x-ndjson");
        if (!lines) {
            return parse(response.body());
        }
        ArrayNode all = JSON.createArrayNode();
        response.body().lines().filter(line -> !line.isBlank()).forEach(line -> all.add(parse(line)));
        return all;
    }

    private static JsonNode parse(String body) {
        if (body == null || body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(body);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
