package org.carbonregistry.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aServerThatStopsForAMomentIsNotForgivenTheRequestsThatWereDueMeanwhile() throws Exception {
        HttpServer server = standingStill(300);
        OpenLoop.Result result = load(server, 200, Duration.ofSeconds(1));
        assertEquals(200, result.accepted());
        assertEquals(Map.of(), result.failures());
        // A client that waits for each answer would have seen one slow answer of 1,000; here 60 of 200 waited.
        assertTrue(
                result.latency().percentiles().p90() > 150,
                () -> "" + result.latency().percentiles());
    }

    @Test
    void whatIsRefusedIsCountedByWhatWasSaid() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(503).end("not now"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        OpenLoop.Result result = load(server, 100, Duration.ofMillis(200));
        assertEquals(0, result.accepted());
        assertEquals(Map.of("503 not now", 20L), result.failures());
    }

    /** Stands still for some time from its first request on; then it answers all that came, and everything after at once. */
    private HttpServer standingStill(long millis) throws Exception {
        AtomicLong opensAt = new AtomicLong();
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    opensAt.compareAndSet(0, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
                    long wait = TimeUnit.NANOSECONDS.toMillis(opensAt.get() - System.nanoTime());
                    vertx.setTimer(
                            Math.max(1, wait),
                            timer -> request.response().setStatusCode(202).end());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private OpenLoop.Result load(HttpServer server, double rate, Duration duration) throws InterruptedException {
        return new OpenLoop(
                        vertx,
                        "http://127.0.0.1:" + server.actualPort() + "/v1/retirements",
                        "token",
                        rate,
                        duration,
                        n -> "{}".getBytes(StandardCharsets.UTF_8),
                        (n, response, due) -> {})
                .run();
    }
}
