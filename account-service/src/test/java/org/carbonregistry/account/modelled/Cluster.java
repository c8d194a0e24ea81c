package org.carbonregistry.account.modelled;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.embedded.ChildMain;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.LocalBroker;
import org.carbonregistry.deploy.embedded.LocalPostgres;
import org.carbonregistry.deploy.embedded.ParentProcess;
import org.carbonregistry.deploy.embedded.ServiceDatabases;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.deploy.embedded.TopicLine;

/**
 * Two replicas of the built service, each a process, over a PostgreSQL and a broker of their own: what is killed here disturbs
 * nobody else. Started once for all tests of the virtual machine, and ended with it.
 */
final class Cluster {

    static final int REPLICAS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HEALTH =
            HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
    private static Cluster shared;

    private final Path folder = Path.of(
                    "target", "model", Long.toString(ProcessHandle.current().pid()))
            .toAbsolutePath();
    private final LocalPostgres postgres;
    private final LocalBroker broker;
    private final ChildProcess[] replicas = new ChildProcess[REPLICAS];
    private final int[] ports = new int[REPLICAS];
    private final Wire wire;
    private volatile Duration shift = Duration.ZERO;

    private Cluster() {
        CompletableFuture<LocalBroker> starting =
                CompletableFuture.supplyAsync(() -> LocalBroker.start(folder.resolve("kafka"), 0));
        postgres = LocalPostgres.start(folder.resolve("postgres"), 0, false);
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        postgres.createServiceDatabases();
        broker = starting.join();
        LocalBroker.createTopics(broker.bootstrapServers(), topics());
        for (int replica = 0; replica < REPLICAS; replica++) {
            ports[replica] = FreePort.find();
            launch(replica);
        }
        awaitReady();
        wire = new Wire(this);
    }

    static synchronized Cluster shared() {
        if (shared == null) {
            shared = new Cluster();
        }
        for (int replica = 0; replica < REPLICAS; replica++) {
            if (!shared.replicas[replica].isAlive()) {
                shared.launch(replica);
            }
        }
        shared.awaitReady();
        return shared;
    }

    LocalPostgres postgres() {
        return postgres;
    }

    LocalBroker broker() {
        return broker;
    }

    Wire wire() {
        return wire;
    }

    URI replica(int number) {
        return URI.create("http://127.0.0.1:" + ports[number]);
    }

    /** SIGKILL to a replica. */
    void kill(int replica) {
        replicas[replica].kill();
    }

    /** Starts a replica that was killed; it is ready some seconds later. */
    void launch(int replica) {
        List<String> arguments = new ArrayList<>(ParentProcess.argument());
        arguments.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        settings(replica).forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.addAll(List.of(
                "-cp",
                Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath()
                        + File.pathSeparator
                        + placeOf(ChildMain.class),
                ChildMain.class.getName(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        replicas[replica] = ChildProcess.java(
                "account-service-" + replica, arguments, Map.of(), folder.resolve("replica-" + replica + ".log"));
    }

    private Map<String, String> settings(int replica) {
        String owner = ServiceDatabases.owner("account");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports[replica]));
        settings.put("quarkus.datasource.username", "account");
        settings.put("quarkus.datasource.password", "account");
        settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + postgres.port() + "/account");
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("account"));
        settings.put("quarkus.flyway.jdbc-url", postgres.jdbcUrl("account"));
        settings.put("quarkus.flyway.username", owner);
        settings.put("quarkus.flyway.password", owner);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("quarkus.oidc.auth-server-url", "");
        settings.put("quarkus.oidc.public-key", TestTokens.publicKey());
        settings.put("quarkus.oidc.token.issuer", TestTokens.ISSUER);
        // So that the database can tell whose connection is whose.
        settings.put("quarkus.datasource.reactive.additional-properties.application_name", "replica-" + replica);
        settings.put("registry.account.sweep-every", "PT0.2S");
        // A key whose request died with its replica is free again soon, so that a test need not wait a minute.
        settings.put("registry.idempotency.hold-every", "PT0.5S");
        settings.put("registry.idempotency.free-after", "PT2S");
        return settings;
    }

    void awaitReady() {
        for (int replica = 0; replica < REPLICAS; replica++) {
            int number = replica;
            Awaitility.await("replica " + replica + " is ready, see " + replicas[replica].log())
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isReady(number));
        }
    }

    boolean isReady(int replica) {
        replicas[replica].requireAlive();
        HttpRequest request = HttpRequest.newBuilder(replica(replica).resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HEALTH.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // ---- time

    /** The time the database says it is. */
    Instant now() {
        return Instant.now().plus(shift);
    }

    /** From now on {@link #now()} is so much later than the machine's clock. */
    void shifted(Duration by) {
        shift = by;
    }

    // ---- the database, from outside

    /** A connection that may do everything. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("account") + "?user=postgres&password=postgres");
    }

    long number(String query) {
        try (Connection c = connection();
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void execute(String... statements) {
        try (Connection c = connection();
                Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    private static List<TopicLine> topics() {
        try (InputStream file = Cluster.class.getResourceAsStream("/META-INF/registry-topics.properties")) {
            return TopicLine.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
