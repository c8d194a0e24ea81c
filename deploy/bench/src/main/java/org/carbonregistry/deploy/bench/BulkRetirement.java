package org.carbonregistry.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.local.demo.Door;

/**
 * Retirements as NDJSON, batch after batch for some time, a few batches under way at once; it ends when public-api has
 * returned the certificate of every line.
 */
final class BulkRetirement {

    private static final int UNDER_WAY = 3;
    private static final long POLL_MILLIS = 300;
    private static final long PATIENCE_SECONDS = 300;

    private final Stage stage;
    private final boolean hot;
    private final int linesPerBatch;

    BulkRetirement(Stage stage, boolean hot, int linesPerBatch) {
        this.stage = stage;
        this.hot = hot;
        this.linesPerBatch = linesPerBatch;
    }

    Figure run(String name, Duration duration) throws InterruptedException {
        double load = Machine.loadAverageNow();
        Certificates certificates = stage.certificates();
        long before = certificates.newest();
        List<Register.Place> places = stage.places(hot);
        Map<String, Double> cpuBefore = stage.processes().cpu();
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        Deque<String> underWay = new ArrayDeque<>();
        long sent = 0;
        long refused = 0;
        while (System.nanoTime() < end) {
            underWay.add(send(places));
            sent += linesPerBatch;
            if (underWay.size() == UNDER_WAY) {
                refused += finish(underWay.remove());
            }
        }
        double sending = (System.nanoTime() - began) / 1e9;
        while (!underWay.isEmpty()) {
            refused += finish(underWay.remove());
        }
        Map<String, Double> cpu = new TreeMap<>();
        Certificates.Found found = certificates.await(
                before,
                before + sent - refused,
                PATIENCE_SECONDS,
                () -> cpu.putAll(Processes.between(cpuBefore, stage.processes().cpu())));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("linesSent", sent);
        details.put("linesPerBatch", linesPerBatch);
        details.put("secondsSending", sending);
        return new Figure(
                name,
                found.count(),
                sent - found.count(),
                (found.lastSeenNanos() - began) / 1e9,
                null,
                null,
                cpu,
                List.of(),
                load,
                details);
    }

    private String send(List<Register.Place> places) {
        StringBuilder body = new StringBuilder(linesPerBatch * 300);
        for (int i = 0; i < linesPerBatch; i++) {
            long name = stage.names().incrementAndGet();
            body.append(stage.retirement(places.get((int) (name % places.size())), name))
                    .append('\n');
        }
        byte[] bytes = body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return stage.client()
                .postLines(
                        Door.RETIREMENT,
                        PrepareRegister.HOLDER,
                        "/v1/retirement-batches",
                        () -> BodyPublishers.ofByteArray(bytes))
                .orRefused()
                .path("id")
                .asText();
    }

    /** Waits until nothing of a batch is pending; how many lines were refused. */
    private long finish(String batch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonNode state = stage.client()
                    .get(Door.RETIREMENT, PrepareRegister.HOLDER, "/v1/retirement-batches/" + batch)
                    .orRefused();
            if (state.path("pending").asLong() == 0 || System.nanoTime() > end) {
                return state.path("refused").asLong();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
