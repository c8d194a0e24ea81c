package org.carbonregistry.deploy.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/transfers} between accounts of one organisation, at a fixed rate: settled when it is answered. */
final class Transfers {

    private final Stage stage;
    private final boolean hot;

    Transfers(Stage stage, boolean hot) {
        this.stage = stage;
        this.hot = hot;
    }

    Figure run(String name, double rate, Duration duration) throws InterruptedException {
        double load = Machine.loadAverageNow();
        List<Register.Place> places = stage.places(hot);
        long first = stage.names().getAndAdd(Math.round(rate * duration.toMillis() / 1000) + 1) + 1;
        long[] last = {0};
        Map<String, Double> cpuBefore = stage.processes().cpu();
        OpenLoop.Result result = new OpenLoop(
                        stage.vertx(),
                        stage.registry().account() + "/v1/transfers",
                        stage.token(),
                        rate,
                        duration,
                        n -> stage.transfer(places.get((int) ((first + n) % places.size())), first + n)
                                .getBytes(StandardCharsets.UTF_8),
                        (n, response, due) -> last[0] = System.nanoTime())
                .run();
        Map<String, Double> cpu = Processes.between(cpuBefore, stage.processes().cpu());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("ratePlanned", rate);
        details.put("sent", result.sent());
        details.put("failures", result.failures());
        return new Figure(
                name,
                result.accepted(),
                result.sent() - result.accepted(),
                Math.max(duration.toMillis() / 1e3, (last[0] - result.beganNanos()) / 1e9),
                result.latency().percentiles(),
                null,
                cpu,
                List.of(),
                load,
                details);
    }
}
