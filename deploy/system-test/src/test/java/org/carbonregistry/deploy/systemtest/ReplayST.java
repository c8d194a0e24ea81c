package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.carbonregistry.deploy.local.demo.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of another registry is brought in, whatever is interrupted meanwhile. */
@Replicas(1)
class ReplayST {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int ROWS = 3_000;
    private static final String PROGRAM = "SYN";
    /** In the order in which they are killed: what the replay waits for first, so that it goes on only when that is back. */
    private static final List<String> VICTIMS =
            List.of("account-service", "kafka", "postgres", "retirement-service", "issuance-service", "public-api");

    @TempDir
    Path folder;

    @Test
    void anInterruptedReplayGoesOnToTheSameFigures(RunningRegistry registry) throws IOException {
        long seed = System.nanoTime();
        MadeUpLedger ledger = MadeUpLedger.write(folder, ROWS, seed);
        // When the replay is killed while it issues, and while it retires
        try (ChildProcess first = replay(registry, ledger, 1)) {
            Awaitility.await("the first blocks").atMost(PATIENCE).until(() -> ledgerHas(registry, "issued"));
            first.kill();
        }
        try (ChildProcess second = replay(registry, ledger, 2)) {
            Awaitility.await("the first retirements").atMost(PATIENCE).until(() -> ledgerHas(registry, "retired"));
            second.kill();
        }
        // And everything is killed in turn while it goes on
        try (ChildProcess third = replay(registry, ledger, 3)) {
            long before = 0;
            for (String victim : VICTIMS) {
                before = awaitMoreThan(registry, before);
                assertTrue(third.isAlive(), victim + " would be killed too late: make the ledger larger");
                registry.kill(victim);
                System.out.printf("killed %s when %,d of %,d rows were retired%n", victim, before, ROWS);
            }
            registry.awaitAllReady();
            Awaitility.await("the replay ends").atMost(PATIENCE).until(() -> !third.isAlive());
            // Then it says that everything agrees
            String said = Files.readString(third.log());
            assertEquals(0, third.exitCode(), said + "\nseed " + seed);
            assertTrue(said.contains("Everything agrees."), said);
            assertTrue(said.contains("auditor of the ledger: clean"), said);
            assertTrue(said.contains("1  source lists these units twice"), said);
            assertTrue(said.contains("1  serial names another country than its row"), said);
        }
        // And so do the public figures
        JsonNode open = registry.client()
                .get(Door.PUBLIC, null, "/v1/statistics?program=" + PROGRAM)
                .orRefused();
        assertEquals(ledger.projects(), open.path("projects").asInt(), "seed " + seed);
        assertEquals(ledger.blocks(), open.path("blocks").asInt(), "seed " + seed);
        assertEquals(ledger.issued(), open.path("issued").asLong(), "seed " + seed);
        assertEquals(ledger.retired(), open.path("retired").asLong(), "seed " + seed);
        assertEquals(ledger.retirementRows(), open.path("retirements").asInt(), "seed " + seed);
        // And the rows that cannot be taken are listed
        List<String> rejects = Files.readAllLines(folder.resolve("rejects.csv"));
        assertEquals(3, rejects.size(), rejects.toString());
        assertTrue(rejects.get(1).contains("not a serial number of the source: no serial"), rejects.toString());
        assertTrue(rejects.get(2).startsWith("retirements.csv," + (ROWS + 1) + ",quantity is 0,"), rejects.toString());
        checkIndependently(registry, ledger);
    }

    private ChildProcess replay(RunningRegistry registry, MadeUpLedger ledger, int time) {
        return ChildProcess.start(
                "replay",
                List.of(
                        "bash",
                        ProjectFolder.root().resolve("deploy/local/replay").toString(),
                        ledger.active().toString(),
                        ledger.retirements().toString(),
                        "--data",
                        registry.data().toString(),
                        "--program",
                        PROGRAM,
                        "--out",
                        folder.toString(),
                        "--batch-lines",
                        "100"),
                Map.of(),
                folder.resolve("replay-" + time + ".log"));
    }

    /** How many rows are retired and public, as soon as it is more than before. */
    private static long awaitMoreThan(RunningRegistry registry, long before) {
        AtomicLong now = new AtomicLong();
        Awaitility.await("more than " + before + " rows are retired")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    now.set(registry.client()
                            .get(Door.PUBLIC, null, "/v1/statistics?program=" + PROGRAM)
                            .orRefused()
                            .path("retirements")
                            .asLong());
                    return now.get() > before;
                });
        return now.get();
    }

    private static boolean ledgerHas(RunningRegistry registry, String what) {
        JsonNode audit =
                registry.client().get(Door.ACCOUNT, "auditor", "/v1/audit").orRefused();
        for (JsonNode program : audit.path("byProgram")) {
            if (program.path("program").asText().equals(PROGRAM)) {
                return program.path(what)
                                .asLong(program.path("byKind").path(what).asLong())
                        > 0;
            }
        }
        return false;
    }

    /** A program of its own finds no difference, and finds one as soon as one row of the source is another. */
    private void checkIndependently(RunningRegistry registry, MadeUpLedger ledger) throws IOException {
        // It reads no row that the replay rejects as no serial.
        List<String> active = Files.readAllLines(ledger.active()).stream()
                .filter(line -> !line.endsWith("no serial"))
                .toList();
        String said = check(registry, Files.write(folder.resolve("readable.csv"), active), ledger.retirements(), 0);
        assertTrue(said.contains("No difference."), said);

        List<String> other = new ArrayList<>(Files.readAllLines(ledger.retirements()));
        other.add(other.get(1));
        List<String> moved = new ArrayList<>(active);
        moved.set(1, moved.get(1).replace("-1001-1100-", "-1002-1101-"));
        said = check(
                registry,
                Files.write(folder.resolve("moved.csv"), moved),
                Files.write(folder.resolve("other.csv"), other),
                1);
        assertTrue(said.contains("retired by country, statistics:"), said);
        assertTrue(said.contains("one unit after: "), said);
    }

    private String check(RunningRegistry registry, Path active, Path retirements, int code) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ProjectFolder.root()
                        .resolve("deploy/local/check/CheckReplay.java")
                        .toString(),
                active.toString(),
                retirements.toString(),
                registry.run().publicApi(),
                PROGRAM);
        try (ChildProcess check =
                ChildProcess.start("check", command, Map.of(), folder.resolve("check-" + code + ".log"))) {
            Awaitility.await("the check ends").atMost(PATIENCE).until(() -> !check.isAlive());
            String said = Files.readString(check.log());
            assertEquals(code, check.exitCode(), said);
            return said;
        }
    }
}
