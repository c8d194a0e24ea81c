package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself keeps its data, without services: those are tested together in deploy/system-test. */
class UpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final int firstPort = StartedUp.freePorts();
    private final List<StartedUp> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(StartedUp::close);
    }

    @Test
    void theDataSurviveAKillOfEverythingAndDeadProcessesAreReplaced() throws Exception {
        // Given
        StartedUp first = up().awaitReady();
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
        assertEquals(137, first.awaitEnd());
        StartedUp second = up().awaitReady();
        assertTrue(second.printed().contains("did not stop in order"), second.printed());
        assertEquals("1", query("select n from survivor"));
        // And stopping in order leaves nothing behind
        second.close();
        assertEquals(0, second.awaitEnd());
        assertFalse(RunFile.exists(folder) || FreePort.isTaken(firstPort + 20) || FreePort.isTaken(firstPort + 21));
        // And only --fresh deletes them
        up("--fresh").awaitReady();
        SQLException gone = assertThrows(SQLException.class, () -> query("select n from survivor"));
        assertEquals("42P01", gone.getSQLState());
    }

    private StartedUp up(String... options) {
        StartedUp up = StartedUp.start(folder, firstPort, Map.of(), options);
        started.add(up);
        return up;
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
