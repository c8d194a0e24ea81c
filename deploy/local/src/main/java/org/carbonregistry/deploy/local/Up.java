package org.carbonregistry.deploy.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.carbonregistry.deploy.embedded.DemoUser;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.LocalBroker;
import org.carbonregistry.deploy.embedded.ParentProcess;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.carbonregistry.deploy.embedded.ServiceDatabases;
import org.carbonregistry.deploy.embedded.TopicLine;
import org.carbonregistry.deploy.local.demo.LoadDemo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** Starts the whole registry on this machine and watches it until Ctrl-C. */
@Command(
        name = "deploy/local/up",
        description = "Starts the whole registry on this machine; Ctrl-C stops it, starting again finds all data.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Up implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:REGISTRY_DATA}",
            description = "Where the data are kept (REGISTRY_DATA, or .registry in the project).")
    private Path data;

    @Option(names = "--fresh", description = "Start empty: delete the data of earlier runs.")
    private boolean fresh;

    @Option(names = "--no-demo", description = "Do not load the demo registry on the first start.")
    private boolean noDemo;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of each service; replica n stands (n - 1) * 100 ports above the first.")
    private int replicas;

    @Option(
            names = "--services",
            paramLabel = "NAMES",
            split = ",",
            description = "Start only these, as in account-service,public-api; none for none (all).")
    private List<String> services;

    @Option(
            names = "--ports-from",
            paramLabel = "N",
            description = "Take other ports: public-api N, issuance N+1, account N+2, retirement N+3, issuer N+10,"
                    + " postgres N+20, kafka N+21 and N+22.")
    private Integer portsFrom;

    @Option(
            names = "--with-postgres",
            paramLabel = "URL",
            description = "Use this server: postgresql://SUPERUSER:PASSWORD@HOST:PORT/postgres")
    private String withPostgres;

    @Option(names = "--with-kafka", paramLabel = "HOST:PORT,…", description = "Use these brokers.")
    private String withKafka;

    @Option(names = "--no-restart", description = "Report a process that dies, but do not start it again.")
    private boolean noRestart;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            description = "Options of the services' Java (${DEFAULT-VALUE}).")
    private String jvm;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Instant startedAt = Instant.now();
    private DataFolder folder;
    private Ports ports;
    private PostgresAddress postgres;
    private String kafka;
    private Supervisor supervisor;

    /** Runs until it is stopped; the code is 0 when that was in order. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Up())
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    Throwable reason = e instanceof CompletionException ? e.getCause() : e;
                    if (!(reason instanceof CannotStart)) {
                        reason.printStackTrace();
                    }
                    Say.problem(reason.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (fresh && (withPostgres != null || withKafka != null)) {
            throw new CannotStart(
                    "--fresh empties only what lies in the data folder: empty the other servers yourself.");
        }
        ports = portsFrom == null ? Ports.STANDARD : Ports.from(portsFrom);
        List<ServiceProcess> wanted = wantedServices();
        Path root = ProjectFolder.root();
        folder = DataFolder.take(data == null ? root.resolve(".registry") : data);
        supervisor = new Supervisor(!noRestart, () -> runFile().write());
        stopOnSignals();
        if (fresh) {
            Say.step("deleting the data in " + folder.path());
            folder.empty();
        }
        List<ServicePart> parts = serviceParts(root, wanted);
        requireFreePorts(parts);
        try {
            startPlatform();
            Say.step("starting " + (parts.isEmpty() ? "no service" : String.join(", ", names(parts))));
            supervisor.start(parts);
            awaitReady(parts);
            loadDemo(wanted);
        } catch (RuntimeException e) {
            if (stopping.get()) {
                new CountDownLatch(1).await();
            }
            stop();
            throw e;
        }
        printAddresses();
        new CountDownLatch(1).await();
        return 0;
    }

    private List<ServiceProcess> wantedServices() {
        List<ServiceProcess> wanted = new ArrayList<>(List.of(ServiceProcess.values()));
        if (services != null) {
            wanted.removeIf(service -> !services.contains(service.module()));
            if (!services.equals(List.of("none")) && wanted.size() != services.size()) {
                throw new CannotStart("--services knows none, public-api, issuance-service, account-service and"
                        + " retirement-service, not " + services);
            }
        }
        return wanted;
    }

    private List<ServicePart> serviceParts(Path root, List<ServiceProcess> wanted) {
        postgres = withPostgres == null ? PostgresAddress.local(ports.postgres()) : PostgresAddress.parse(withPostgres);
        kafka = withKafka == null ? "127.0.0.1:" + ports.kafka() : withKafka.replaceFirst("^[a-zA-Z_]+://", "");
        ServiceSettings settings = new ServiceSettings(postgres.host(), kafka, issuerUrl());
        List<ServicePart> parts = new ArrayList<>();
        for (ServiceProcess service : wanted) {
            Path jar = service.jar(root);
            if (!Files.exists(jar)) {
                throw new CannotStart(service.module() + " is not built: " + jar + " is missing. Run mvn -DskipTests"
                        + " package, or leave it out with --services.");
            }
            for (int replica = 1; replica <= replicas; replica++) {
                String name = service.module() + (replica == 1 ? "" : "-" + replica);
                int port = ports.of(service, replica);
                Path log = folder.path().resolve(name + ".log");
                parts.add(new ServicePart(
                        name, jar, port, log, List.of(jvm.strip().split("\\s+")), settings.of(service, port)));
            }
        }
        return parts;
    }

    private void requireFreePorts(List<ServicePart> parts) {
        Map<String, Integer> needed = new LinkedHashMap<>();
        parts.forEach(part -> needed.put(part.name(), part.port()));
        needed.putAll(ports.ofPlatform());
        if (withPostgres != null) {
            needed.remove("postgres");
        }
        if (withKafka != null) {
            needed.keySet().removeIf(name -> name.startsWith("kafka"));
        }
        // After a kill the processes of the last run may need a moment to end.
        Instant deadline = Instant.now().plusSeconds(3);
        while (needed.values().stream().anyMatch(FreePort::isTaken)
                && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        needed.values().removeIf(port -> !FreePort.isTaken(port));
        if (!needed.isEmpty()) {
            List<String> taken = new ArrayList<>();
            needed.forEach((name, port) -> taken.add(port + " (" + name + ")"));
            throw new CannotStart("Another program has port " + String.join(", ", taken)
                    + ". Stop it, or take other ports: --ports-from 18080");
        }
    }

    private void startPlatform() {
        List<Part> platform = new ArrayList<>();
        if (withPostgres == null) {
            platform.add(new PostgresPart(folder.path(), ports.postgres()));
        }
        if (withKafka == null) {
            platform.add(new BrokerPart(folder.path(), ports.kafka()));
        }
        platform.add(new IssuerPart(folder.path(), ports.issuer()));
        Say.step("starting " + String.join(", ", names(platform)));
        supervisor.start(platform);
        Say.step("creating databases and topics that are missing");
        try {
            ServiceDatabases.create(postgres.superuserUrl());
        } catch (SQLException e) {
            throw new CannotStart("PostgreSQL at " + postgres.host() + " refuses: " + e.getMessage());
        }
        try {
            LocalBroker.createTopics(kafka, topics());
        } catch (IllegalStateException e) {
            throw new CannotStart("Kafka at " + kafka + " refuses: " + e.getCause());
        }
    }

    private static List<TopicLine> topics() {
        try (InputStream file = Up.class.getResourceAsStream("/META-INF/registry-topics.properties")) {
            return TopicLine.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(List<ServicePart> parts) {
        Instant deadline = Instant.now().plus(PATIENCE);
        List<ServicePart> waiting = new ArrayList<>(parts);
        while (!waiting.isEmpty() && !stopping.get()) {
            for (ServicePart part : List.copyOf(waiting)) {
                if (part.isReady()) {
                    waiting.remove(part);
                    Say.step(part.name() + " is ready at " + part.url());
                } else if (noRestart && supervisor.isMissing(part)) {
                    throw new CannotStart(part.name() + " died while it was starting, see above");
                }
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CannotStart("After " + PATIENCE.toMinutes() + " minutes these are not ready: "
                        + String.join(", ", names(waiting)) + ". Their logs are in " + folder.path());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private void loadDemo(List<ServiceProcess> wanted) {
        boolean complete = wanted.size() == ServiceProcess.values().length;
        if (noDemo || !complete || folder.hasDemo() || stopping.get()) {
            return;
        }
        Say.step("loading the demo registry");
        try {
            LoadDemo.run(runFile());
            folder.demoIsLoaded();
        } catch (RuntimeException e) {
            Say.problem("The demo registry is not complete; the next start tries again. " + e);
        }
    }

    private void printAddresses() {
        Duration took = Duration.between(startedAt, Instant.now());
        Say.line("");
        Say.line("The registry is ready, after " + took.toSeconds() + " s.");
        Say.line("");
        supervisor.parts().forEach(part -> Say.line(String.format("  %-22s %s", part.name(), part.url())));
        Say.line("");
        Say.line("Demo users (deploy/local/token USER prints a bearer token):");
        DemoUser.all()
                .forEach(user -> Say.line(String.format(
                        "  %-12s %-16s %s", user.name(), user.organisation(), String.join(", ", user.roles()))));
        Say.line("");
        Say.line("Data and logs: " + folder.path() + "   Stop: Ctrl-C");
    }

    private RunFile runFile() {
        return new RunFile(
                startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                ProcessHandle.current().pid(),
                folder.path().toString(),
                issuerUrl(),
                kafka,
                postgres.host(),
                supervisor.parts().stream()
                        .filter(part -> part.pid() != 0)
                        .map(part -> new RunFile.RunningProcess(
                                part.name(),
                                part.pid(),
                                part.port(),
                                part.url(),
                                part.log().toString()))
                        .toList());
    }

    private String issuerUrl() {
        return "http://127.0.0.1:" + ports.issuer() + "/registry";
    }

    private void stopOnSignals() {
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(signal), received -> new Thread(this::stopAndExit).start());
        }
        ParentProcess.whenItEnds(this::stopAndExit);
    }

    private void stopAndExit() {
        stop();
        System.exit(0);
    }

    private void stop() {
        if (stopping.getAndSet(true)) {
            return;
        }
        supervisor.stop();
        RunFile.delete(folder.path());
        Say.step("stopped; the data are in " + folder.path());
    }

    private static List<String> names(List<? extends Part> parts) {
        return parts.stream().map(Part::name).toList();
    }
}
