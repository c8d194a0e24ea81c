package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, without services: those are tested together in deploy/system-test. */
class UpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final int firstPort = 20_000 + FreePort.find() % 20_000;
    private final List<ChildProcess> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(ChildProcess::close);
    }

    @Test
    void theDataSurviveAKillOfEverythingAndDeadProcessesAreReplaced() throws Exception {
        // Given
        ChildProcess first = up("first.log");
        awaitReady(first);
        execute("create table survivor as select 1 as n");
        // When a process dies it is replaced
        RunFile before = RunFile.read(folder);
        for (String name : List.of("kafka", "issuer", "postgres")) {
            kill(pid(before, name));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> List.of("kafka", "issuer", "postgres").stream()
                .allMatch(name -> pid(RunFile.read(folder), name) != pid(before, name)));
        assertEquals("1", query("select n from survivor"));
        assertNotEquals("", RunFile.read(folder).token("holder"));
        // When everything dies, a new start finds all data
        RunFile last = RunFile.read(folder);
        kill(last.supervisor());
        last.processes().forEach(process -> kill(process.pid()));
        Awaitility.await().atMost(PATIENCE).until(() -> !first.isAlive());
        ChildProcess second = up("second.log");
        awaitReady(second);
        // Then
        assertEquals("1", query("select n from survivor"));
        // And stopping in order leaves nothing behind
        second.close();
        assertEquals(0, second.exitCode());
        assertTrue(!RunFile.exists(folder) && !FreePort.isTaken(firstPort + 20) && !FreePort.isTaken(firstPort + 21));
    }

    @Test
    void aSecondRegistryOnTheSameFolderIsToldSo() throws Exception {
        awaitReady(up("first.log"));
        ChildProcess second = up("second.log");
        Awaitility.await().atMost(PATIENCE).until(() -> !second.isAlive());
        assertEquals(1, second.exitCode());
        assertTrue(Files.readString(second.log()).contains("A registry is already running on " + folder));
    }

    private ChildProcess up(String log) {
        Path script = ProjectFolder.root().resolve("deploy/local/up");
        ChildProcess process = ChildProcess.start(
                "up",
                List.of(
                        "bash",
                        script.toString(),
                        "--no-build",
                        "--services",
                        "none",
                        "--data",
                        folder.toString(),
                        "--ports-from",
                        Integer.toString(firstPort)),
                java.util.Map.of(),
                folder.resolve(log));
        started.add(process);
        return process;
    }

    private void awaitReady(ChildProcess process) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            process.requireAlive();
            return Files.readString(process.log()).contains("The registry is ready");
        });
    }

    private static long pid(RunFile run, String name) {
        return run.processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + (firstPort + 20) + "/account", "account_owner", "account_owner");
    }
}
