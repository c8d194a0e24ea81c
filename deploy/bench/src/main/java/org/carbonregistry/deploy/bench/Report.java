package org.carbonregistry.deploy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured, as raw results and as tables. */
record Report(
        String startedAt,
        String command,
        Machine machine,
        double limit,
        Map<String, String> durability,
        Map<String, String> peakMemory,
        Map<String, String> databaseSizes,
        List<Figure> figures) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes the raw results; an interrupted run keeps those of its last scenario. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("startedAt", startedAt);
        all.put("command", command);
        all.put("machine", machine);
        all.put("limitPerSecond", limit);
        all.put("durability", durability);
        all.put("peakMemory", peakMemory);
        all.put("databaseSizes", databaseSizes);
        all.put("figures", figures.stream().map(this::raw).toList());
        JSON.writeValue(folder.resolve("results.json").toFile(), all);
    }

    private Map<String, Object> raw(Figure figure) {
        Map<String, Object> raw = JSON.convertValue(
                figure, JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
        raw.put("ratePerSecond", figure.rate());
        raw.put("ratioToLimit", figure.ratio(limit));
        raw.put("cpuMicrosEach", figure.cpuMicrosEach());
        return raw;
    }

    /** Whether every target was reached. */
    boolean isAllMet() {
        return figures.stream().flatMap(f -> f.checks().stream()).allMatch(Target.Check::met);
    }

    @Override
    public String toString() {
        return String.join(
                "\n",
                machine.toString(),
                "",
                Table.of(durability),
                Table.of(limit, figures),
                Table.cpu(figures),
                "peak memory (resident)",
                Table.of(peakMemory),
                "size of the databases",
                Table.of(databaseSizes));
    }
}
