package org.carbonregistry.account.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;

/**
 * How one client sends commands: to either replica, sometimes hanging up before the answer, and then again. A patient client
 * repeats whatever was not answered; to others an answer of 5xx is a fault.
 */
final class Door {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .proxy(ProxySelector.of(null))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Cluster cluster;
    private final Random random;
    private final double lossy;
    private final boolean patient;

    /** @param lossy how many of the requests hang up before they are answered, of 1 */
    Door(Cluster cluster, Random random, double lossy, boolean patient) {
        this.cluster = cluster;
        this.random = random;
        this.lossy = lossy;
        this.patient = patient;
    }

    /** Who asks. */
    record Person(String name, String organisation, String role) {

        String token() {
            return TOKENS.computeIfAbsent(
                    name + "/" + organisation + "/" + role, k -> TestTokens.token(name, organisation, role));
        }
    }

    /** Sends a command until it is answered. */
    Answer post(Person who, String path, Object body, String idempotencyKey) {
        String json = body == null ? "{}" : body.toString();
        Instant sent = cluster.now();
        boolean unsure = random.nextDouble() < lossy && hangUp(who, path, json, idempotencyKey);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int replica = random.nextInt(Cluster.REPLICAS); ; replica = (replica + 1) % Cluster.REPLICAS) {
            String last;
            try {
                HttpResponse<byte[]> r = HTTP.send(
                        request(replica, who, path, json, idempotencyKey, Duration.ofSeconds(60)),
                        HttpResponse.BodyHandlers.ofByteArray());
                Answer answer = new Answer(
                        r.statusCode(),
                        read(r.body()),
                        r.headers().firstValue("Idempotency-Replayed").isPresent(),
                        unsure,
                        sent,
                        cluster.now());
                boolean running = answer.code().equals("idempotency-key-running");
                if (!running && answer.status() < 500) {
                    return answer;
                }
                last = answer.toString();
                if (!running && !patient) {
                    throw new Wrong(path + " " + json + " was answered " + answer);
                }
            } catch (IOException e) {
                last = e.toString();
                if (!patient) {
                    throw new Wrong(path + " " + json + " was not answered: " + e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            unsure = true;
            if (System.nanoTime() > deadline) {
                throw new Wrong(path + " " + json + " is stuck, last: " + last);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Sends a request and does not wait for its answer; whether it may have arrived. */
    private boolean hangUp(Person who, String path, String json, String key) {
        int replica = random.nextInt(Cluster.REPLICAS);
        Duration wait = Duration.ofMillis(1 + random.nextInt(8));
        try {
            HTTP.send(request(replica, who, path, json, key, wait), HttpResponse.BodyHandlers.discarding());
        } catch (IOException asMeant) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    /** Sends an order over the broker, twice where a reply got lost, and waits for what came of it. */
    Answer order(Message order, String key) {
        Instant sent = cluster.now();
        cluster.wire().send(order, random.nextDouble() < lossy ? 2 : 1);
        Message outcome = cluster.wire().answer(key);
        boolean refused = outcome.type() == MessageType.RETIREMENT_REFUSED;
        return new Answer(refused ? 422 : 201, read(outcome.data()), false, false, sent, cluster.now());
    }

    /** A read that must succeed, at whichever replica answers. */
    JsonNode get(Person who, String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int replica = random.nextInt(Cluster.REPLICAS); ; replica = (replica + 1) % Cluster.REPLICAS) {
            try {
                HttpResponse<byte[]> r = HTTP.send(
                        HttpRequest.newBuilder(cluster.replica(replica).resolve(path))
                                .header("Authorization", "Bearer " + who.token())
                                .timeout(Duration.ofSeconds(120))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (r.statusCode() == 200) {
                    return read(r.body());
                }
                if (r.statusCode() < 500 || System.nanoTime() > deadline) {
                    throw new Wrong(path + " was answered " + r.statusCode() + " "
                            + new String(r.body(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new Wrong(path + " was not answered: " + e);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private HttpRequest request(int replica, Person who, String path, String json, String key, Duration wait) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        cluster.replica(replica).resolve(path))
                .header("Authorization", "Bearer " + who.token())
                .header("Content-Type", "application/json")
                .timeout(wait)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    static JsonNode read(byte[] json) {
        try {
            return json.length == 0 ? MissingNode.getInstance() : JSON.readTree(json);
        } catch (IOException e) {
            throw new Wrong("no JSON: " + new String(json, StandardCharsets.UTF_8));
        }
    }

    /** A body of fields; nulls are left out. */
    static String body(Object... namesAndValues) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                fields.put((String) namesAndValues[i], value instanceof Instant ? value.toString() : value);
            }
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
