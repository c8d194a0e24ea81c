package org.carbonregistry.deploy.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests at a fixed rate, whether or not the ones before were answered, and measures each from the moment it was due.
 * Everything happens on one event loop.
 */
final class OpenLoop {

    private static final int CONNECTIONS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEPT_CODES = 20;

    /** What to send, by number from 0. */
    @FunctionalInterface
    interface Requests {
        byte[] body(long number);
    }

    /** What is done with an answer of 2xx. */
    @FunctionalInterface
    interface Answered {
        void accept(long number, HttpClientResponse response, long dueNanos);
    }

    /** What came back. */
    record Result(long sent, long accepted, Map<String, Long> failures, Latency latency, long beganNanos) {

        long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final Vertx vertx;
    private final HttpClient http;
    private final RequestOptions target;
    private final double rate;
    private final long count;
    private final Requests requests;
    private final Answered answered;
    private final Latency latency = new Latency();
    private final Map<String, Long> failures = new TreeMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicLong accepted = new AtomicLong();
    private long sent;
    private long ended;
    private long began;

    /**
     * @param url where to POST to
     * @param rate requests a second
     */
    OpenLoop(
            Vertx vertx,
            String url,
            String token,
            double rate,
            Duration duration,
            Requests requests,
            Answered answered) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(-1)
                .setTcpNoDelay(true)
                .setKeepAliveTimeout(120));
        this.target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setTimeout(PATIENCE.toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
        this.rate = rate;
        this.count = Math.round(rate * duration.toMillis() / 1000);
        this.requests = requests;
        this.answered = answered;
    }

    /** Returns when every request was answered, failed, or was given up. */
    Result run() throws InterruptedException {
        vertx.runOnContext(now -> {
            began = System.nanoTime();
            vertx.setPeriodic(1, this::sendWhatIsDue);
        });
        boolean all = finished.await((long) (count / rate) + 2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        http.close();
        if (!all) {
            failures.merge("never answered", sent - ended, Long::sum);
        }
        return new Result(sent, accepted.get(), failures, latency, began);
    }

    private void sendWhatIsDue(long timer) {
        long due = Math.min(count, (long) ((System.nanoTime() - began) / 1e9 * rate) + 1);
        while (sent < due) {
            long number = sent++;
            send(number, began + (long) (number / rate * 1e9));
        }
        if (sent == count) {
            vertx.cancelTimer(timer);
        }
    }

    private void send(long number, long dueNanos) {
        Buffer body = Buffer.buffer(requests.body(number));
        http.request(target)
                .compose((HttpClientRequest request) -> request.send(body))
                .compose(response -> response.body().map(text -> {
                    latency.record(System.nanoTime() - dueNanos);
                    if (response.statusCode() / 100 == 2) {
                        accepted.incrementAndGet();
                        answered.accept(number, response, dueNanos);
                    } else {
                        failed(response.statusCode() + " " + shortened(text.toString()));
                    }
                    return null;
                }))
                .onComplete(done -> {
                    if (done.failed()) {
                        failed(done.cause().getClass().getSimpleName() + " "
                                + done.cause().getMessage());
                    }
                    if (++ended == count) {
                        finished.countDown();
                    }
                });
    }

    private void failed(String what) {
        failures.merge(failures.size() < KEPT_CODES ? what : "others", 1L, Long::sum);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200);
    }
}
