package org.carbonregistry.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.ProjectFolder;

/** The script {@code deploy/local/up}, started by a test without services. */
final class StartedUp implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final ChildProcess process;

    private StartedUp(ChildProcess process) {
        this.process = process;
    }

    static StartedUp start(Path data, int firstPort, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                ProjectFolder.root().resolve("deploy/local/up").toString(),
                "--no-build",
                "--services",
                "none",
                "--data",
                data.toString(),
                "--ports-from",
                Integer.toString(firstPort)));
        command.addAll(List.of(options));
        Path log = data.resolve("up-" + ThreadLocalRandom.current().nextInt(1_000_000) + ".log");
        return new StartedUp(ChildProcess.start("up", command, environment, log));
    }

    /** The first of a row of ports that nobody listens on; below those that the system gives away by itself. */
    static int freePorts() {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (IntStream.of(10, 20, 21, 22).noneMatch(offset -> FreePort.isTaken(first + offset))) {
                return first;
            }
        }
    }

    StartedUp awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            process.requireAlive();
            return printed().contains("The registry is ready");
        });
        return this;
    }

    /** Waits until it has ended; returns its code. */
    int awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitCode();
    }

    /** All it has said. */
    String printed() {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ctrl-C. */
    @Override
    public void close() {
        process.close();
    }
}
