package org.carbonregistry.deploy.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks public-api for some retirements, again and again, until it returns their certificate: rarely enough that the asking
 * costs little, so the latency is at most a tenth (or 5 ms) too long.
 */
final class Visibility {

    private static final long FIRST_LOOK_MILLIS = 20;
    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final int CONNECTIONS = 64;

    private final Vertx vertx;
    private final HttpClient http;
    private final String publicApi;
    private final Latency latency = new Latency();
    private final AtomicLong waiting = new AtomicLong();

    Visibility(Vertx vertx, String publicApi) {
        this.vertx = vertx;
        this.publicApi = publicApi;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(-1)
                .setKeepAliveTimeout(120));
    }

    /** Watches a retirement from now on; its latency counts from the moment its request was due. */
    void watch(String retirement, long dueNanos) {
        waiting.incrementAndGet();
        vertx.setTimer(FIRST_LOOK_MILLIS, timer -> look(retirement, dueNanos));
    }

    Latency latency() {
        return latency;
    }

    /** Returns when all that are watched were seen, or after the patience; how many were not. */
    long await(long patienceSeconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (waiting.get() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        http.close();
        return waiting.get();
    }

    private void look(String retirement, long dueNanos) {
        RequestOptions one = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(publicApi + "/v1/retirements/" + retirement)
                .putHeader("Accept", "application/json");
        http.request(one)
                .compose(request -> request.send())
                .compose(response -> response.body()
                        .map(body ->
                                response.statusCode() == 200 && body.toString().contains("\"certificateNumber\"")))
                .onComplete(seen -> {
                    if (seen.succeeded() && seen.result()) {
                        latency.record(System.nanoTime() - dueNanos);
                        waiting.decrementAndGet();
                    } else {
                        long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - dueNanos);
                        vertx.setTimer(Math.max(SHORTEST_PAUSE_MILLIS, age / 10), timer -> look(retirement, dueNanos));
                    }
                });
    }
}
