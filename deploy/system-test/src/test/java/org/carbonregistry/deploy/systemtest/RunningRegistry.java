package org.carbonregistry.deploy.systemtest;

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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.LocalIssuer;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/** A whole registry with its demo data, started by {@code deploy/local/up} on free ports with an empty data folder. */
final class RunningRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int replicas;
    private final int firstPort;
    private final Path data;
    private final RegistryClient client;
    private ChildProcess up;

    private RunningRegistry(int replicas, int firstPort, Path data) {
        this.replicas = replicas;
        this.firstPort = firstPort;
        this.data = data;
        this.up = up();
        this.client = new RegistryClient(run(), PATIENCE);
    }

    static RunningRegistry start(int replicas) {
        Path data = ProjectFolder.root().resolve("deploy/system-test/target/registry-" + replicas);
        delete(data);
        return new RunningRegistry(replicas, freePorts(replicas), data);
    }

    private ChildProcess up() {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        delete(log);
        List<String> command = List.of(
                "bash",
                ProjectFolder.root().resolve("deploy/local/up").toString(),
                "--no-build",
                "--data",
                data.toString(),
                "--ports-from",
                Integer.toString(firstPort),
                "--replicas",
                Integer.toString(replicas));
        ChildProcess started = ChildProcess.start("up", command, Map.of(), log);
        awaitReady(started);
        return started;
    }

    /** How many replicas each service has. */
    int replicas() {
        return replicas;
    }

    /** Where everything is at the moment. */
    RunFile run() {
        return RunFile.read(data);
    }

    /** The folder with its data and logs. */
    Path data() {
        return data;
    }

    /** A patient client: it asks again while something is down. */
    RegistryClient client() {
        return client;
    }

    /** A client that takes the first answer. */
    RegistryClient impatient() {
        return new RegistryClient(run(), Duration.ZERO);
    }

    /** A token of somebody who is no demo user, signed as the registry's own issuer would. */
    String token(String subject, String organisation, String... roles) {
        return LocalIssuer.token(run().issuerUrl(), data, subject, organisation, roles);
    }

    /** SIGKILL to a process, which its supervisor will start again; returns when it is dead. */
    void kill(String process) {
        Awaitility.await(process + " runs").atMost(PATIENCE).until(() -> running(process) != null);
        ProcessHandle victim = running(process);
        victim.destroyForcibly();
        Awaitility.await(process + " is dead").atMost(PATIENCE).until(() -> !victim.isAlive());
    }

    /** Waits until every process runs, those that were killed as others, and every service is ready. */
    void awaitAllReady() {
        for (RunFile.RunningProcess process : run().processes()) {
            Awaitility.await(process.name() + " is started again")
                    .atMost(PATIENCE)
                    .until(() -> running(process.name()) != null);
            awaitReady(process.name());
        }
    }

    private ProcessHandle running(String process) {
        return ProcessHandle.of(process(process).pid())
                .filter(ProcessHandle::isAlive)
                .orElse(null);
    }

    /** SIGKILL to all processes at once, the supervisor first; then a start as by hand. */
    void killEverythingAndStartAgain() {
        RunFile last = run();
        ProcessHandle.of(last.supervisor()).ifPresent(ProcessHandle::destroyForcibly);
        last.processes().forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
        Awaitility.await().atMost(PATIENCE).until(() -> !up.isAlive());
        up = up();
    }

    private void awaitReady(String process) {
        RunFile.RunningProcess running = process(process);
        if (running.url().startsWith("http") && !process.equals("issuer")) {
            Http http = new Http();
            Awaitility.await(process + " is ready")
                    .atMost(PATIENCE)
                    .until(() -> http.status(running.url() + "/q/health/ready") == 200);
        }
    }

    private RunFile.RunningProcess process(String name) {
        return run().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitReady(ChildProcess up) {
        try {
            Awaitility.await("the registry is ready, see " + up.log())
                    .atMost(START)
                    .until(() -> {
                        up.requireAlive();
                        return Files.readString(up.log()).contains("The registry is ready");
                    });
            String log = Files.readString(up.log());
            if (log.contains("The demo registry is not complete")) {
                throw new IllegalStateException(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            up.close();
            throw e;
        }
    }

    @Override
    public void close() {
        up.close();
    }

    /** The first of a row of ports that nobody listens on; below those that the system gives away by itself. */
    private static int freePorts(int replicas) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            List<Integer> needed = new ArrayList<>(List.of(first + 10, first + 20, first + 21, first + 22));
            IntStream.range(0, replicas)
                    .forEach(replica -> IntStream.range(0, 4).forEach(n -> needed.add(first + 100 * replica + n)));
            if (needed.stream().noneMatch(FreePort::isTaken)) {
                return first;
            }
        }
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
