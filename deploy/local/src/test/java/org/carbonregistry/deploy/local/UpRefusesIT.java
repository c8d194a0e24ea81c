package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a start is said in words that help. */
class UpRefusesIT {

    @TempDir
    Path folder;

    private final int firstPort = StartedUp.freePorts();
    private final List<StartedUp> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(StartedUp::close);
    }

    @Test
    void aSecondRegistryOnTheSameFolderIsToldSo() {
        up(Map.of()).awaitReady();
        assertRefused(up(Map.of()), "A registry is already running on " + folder + " (process ");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(firstPort + 21, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    up(Map.of()),
                    "Another program has port " + other.getLocalPort()
                            + " (kafka). Stop it, or take other ports: --ports-from");
        }
    }

    @Test
    void anOldJavaIsNamed() throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk-11/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        assertRefused(
                up(Map.of("JAVA_HOME", folder.resolve("jdk-11").toString())),
                java + " is Java 11; the registry needs a JDK, 17 or newer");
    }

    @Test
    void anAddressThatIsNoneIsExplained() {
        assertRefused(
                up(Map.of(), "--with-postgres", "db.example"),
                "postgresql://USER:PASSWORD@HOST:PORT/postgres, not db.example");
    }

    @Test
    void theDataOfOtherServersAreNotDeleted() {
        assertRefused(
                up(Map.of(), "--fresh", "--with-kafka", "127.0.0.1:9"), "--fresh empties only what lies in the data");
    }

    @Test
    void aDatabaseServerThatIsNotThereIsNamed() {
        String nobody = "127.0.0.1:" + firstPort;
        assertRefused(
                up(Map.of(), "--with-postgres", "postgresql://postgres:secret@" + nobody + "/postgres"),
                "PostgreSQL at " + nobody + " refuses");
    }

    private void assertRefused(StartedUp up, String reason) {
        assertEquals(1, up.awaitEnd(), up.printed());
        assertTrue(up.printed().contains(reason), up.printed());
        assertTrue(!up.printed().contains("\tat "), "a stack trace helps nobody here: " + up.printed());
    }

    private StartedUp up(Map<String, String> environment, String... options) {
        StartedUp up = StartedUp.start(folder, firstPort, environment, options);
        started.add(up);
        return up;
    }
}
