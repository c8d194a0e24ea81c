package org.carbonregistry.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code POST /v1/retirements}, one at a time at a fixed rate. What counts is what public-api returned a certificate for;
 * how long that takes is looked at for some of them.
 */
final class SingleRetirements {

    private static final int SAMPLES_PER_SECOND = 10;
    private static final long PATIENCE_SECONDS = 120;

    private final Stage stage;
    private final boolean hot;

    SingleRetirements(Stage stage, boolean hot) {
        this.stage = stage;
        this.hot = hot;
    }

    Figure run(String name, double rate, Duration duration) throws InterruptedException {
        double load = Machine.loadAverageNow();
        Certificates certificates = stage.certificates();
        long before = certificates.newest();
        List<Register.Place> places = stage.places(hot);
        Visibility visibility = new Visibility(stage.vertx(), stage.registry().publicApi());
        Set<String> ids = new HashSet<>();
        long every = Math.max(1, Math.round(rate / SAMPLES_PER_SECOND));
        long first = stage.names().getAndAdd(Math.round(rate * duration.toMillis() / 1000) + 1) + 1;
        Map<String, Double> cpuBefore = stage.processes().cpu();
        OpenLoop.Result result = new OpenLoop(
                        stage.vertx(),
                        stage.registry().retirement() + "/v1/retirements",
                        stage.token(),
                        rate,
                        duration,
                        n -> stage.retirement(places.get((int) ((first + n) % places.size())), first + n)
                                .getBytes(StandardCharsets.UTF_8),
                        (n, response, due) -> {
                            String location = response.getHeader("Location");
                            String id = location.substring(location.lastIndexOf('/') + 1);
                            ids.add(id);
                            if (n % every == 0) {
                                visibility.watch(id, due);
                            }
                        })
                .run();
        long unseen = visibility.await(PATIENCE_SECONDS);
        Map<String, Double> cpu = new TreeMap<>();
        Certificates.Found found = certificates.await(
                before,
                before + result.accepted(),
                PATIENCE_SECONDS,
                () -> cpu.putAll(Processes.between(cpuBefore, stage.processes().cpu())));
        Set<String> returned = new HashSet<>(ids);
        returned.retainAll(found.retirements());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ratePlanned", rate);
        details.put("sent", result.sent());
        details.put("accepted", result.accepted());
        details.put("samplesNeverSeen", unseen);
        details.put("failures", result.failures());
        return new Figure(
                name,
                returned.size(),
                result.sent() - returned.size(),
                (found.lastSeenNanos() - result.beganNanos()) / 1e9,
                result.latency().percentiles(),
                visibility.latency().percentiles(),
                cpu,
                List.of(),
                load,
                details);
    }
}
