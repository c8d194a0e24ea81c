package org.carbonregistry.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with next to no load: whether it works, not how fast the registry is. */
@Tag("nightly")
class BenchST {

    private static final long PATIENCE_MINUTES = 8;

    @TempDir
    Path folder;

    @Test
    void aTinyRunMeasuresEveryScenarioAndFailsNothing() throws Exception {
        assumeTrue(hasPgbench(), "no pgbench on this machine: the limit cannot be measured");
        Path log = folder.resolve("bench.log");
        Process bench = new ProcessBuilder(List.of(
                        ProjectFolder.root().resolve("deploy/bench/run").toString(),
                        "--no-build",
                        "--work",
                        folder.resolve("data").toString(),
                        "--out",
                        folder.resolve("results").toString(),
                        "--ports-from",
                        "15080",
                        "--minutes",
                        "0.08",
                        "--blocks",
                        "20",
                        "--accounts",
                        "2",
                        "--rate",
                        "100",
                        "--slow-rate",
                        "20",
                        "--lines",
                        "200",
                        "--limit-seconds",
                        "2",
                        "--warm-up-seconds",
                        "3",
                        "--ledger",
                        "2k"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(bench.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> text(log));
        } finally {
            bench.destroy();
        }
        // Met or missed: so little load on a cold registry says nothing about its speed.
        assertTrue(Set.of(0, 2).contains(bench.exitValue()), () -> text(log));
        JsonNode results = new ObjectMapper()
                .readTree(folder.resolve("results/results.json").toFile());
        assertTrue(results.path("limitPerSecond").asDouble() > 0);
        List<String> measured = results.path("figures").findValuesAsText("scenario");
        assertEquals(Arrays.stream(Scenario.values()).map(Scenario::word).toList(), measured);
        for (JsonNode figure : results.path("figures")) {
            assertTrue(figure.path("done").asLong() > 0, figure::toPrettyString);
            assertEquals(0, figure.path("failed").asLong(), figure::toPrettyString);
        }
    }

    private static boolean hasPgbench() throws InterruptedException {
        try {
            return new ProcessBuilder("pgbench", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
