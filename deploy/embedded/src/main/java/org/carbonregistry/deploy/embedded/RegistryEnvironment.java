package org.carbonregistry.deploy.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The environment of a service under test: the real PostgreSQL and the real broker, once for each virtual machine, and
 * the key that {@link TestTokens} are signed with.
 *
 * <p>Use: {@code @QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database",
 * value = "account"))}. The topics are those of the resource {@code META-INF/registry-topics.properties} (lines
 * {@code name=partitions} or {@code name=partitions,days kept}). Databases and topics stay as a test leaves them until the virtual machine ends.
 */
public final class RegistryEnvironment implements QuarkusTestResourceLifecycleManager {

    private static final String TOPICS = "META-INF/registry-topics.properties";

    private String database;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
        if (!ServiceDatabases.NAMES.contains(database)) {
            throw new IllegalArgumentException("database must be one of " + ServiceDatabases.NAMES + ": " + database);
        }
    }

    @Override
    public Map<String, String> start() {
        createTopics(topics());
        String owner = ServiceDatabases.owner(database);
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("quarkus.devservices.enabled", "false");
        configuration.put("quarkus.datasource.db-kind", "postgresql");
        configuration.put("quarkus.datasource.username", database);
        configuration.put("quarkus.datasource.password", database);
        configuration.put(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + postgres().port() + "/" + database);
        configuration.put("quarkus.datasource.jdbc.url", postgres().jdbcUrl(database));
        configuration.put("quarkus.flyway.jdbc-url", postgres().jdbcUrl(database));
        configuration.put("quarkus.flyway.username", owner);
        configuration.put("quarkus.flyway.password", owner);
        configuration.put("kafka.bootstrap.servers", broker().bootstrapServers());
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.oidc.auth-server-url", "");
        configuration.put("quarkus.oidc.public-key", TestTokens.publicKey());
        configuration.put("quarkus.oidc.token.issuer", TestTokens.ISSUER);
        return configuration;
    }

    @Override
    public void stop() {
        // The processes are shared by all tests of the virtual machine and end with it.
    }

    /** The database server of this virtual machine. */
    public static Postgres postgres() {
        return new Postgres();
    }

    /** The broker of this virtual machine. */
    public static Broker broker() {
        return new Broker();
    }

    /** What a test may ask of the database server. */
    public static final class Postgres {

        private Postgres() {}

        /** Its port on 127.0.0.1. */
        public int port() {
            return Integer.parseInt(order("postgres-port"));
        }

        /** A JDBC URL without user: the role of a service is called like its database, and so is the password. */
        public String jdbcUrl(String database) {
            return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
        }

        /** A JDBC URL for the superuser. */
        public String superuserUrl(String database) {
            return jdbcUrl(database) + "?user=postgres&password=postgres";
        }

        /** SIGKILL; {@link #restart()} brings it back. */
        public void kill() {
            order("kill-postgres");
        }

        /** Stops it; the data stays. */
        public void close() {
            order("stop-postgres");
        }

        /** Starts it again on the same port with the same data. */
        public void restart() {
            order("restart-postgres");
        }
    }

    /** What a test may ask of the broker. */
    public static final class Broker {

        private Broker() {}

        /** What Kafka clients are configured with. */
        public String bootstrapServers() {
            return order("bootstrap-servers");
        }

        /** Creates the topics that are missing, kept for ever. */
        public void createTopics(Map<String, Integer> partitionsByName) {
            RegistryEnvironment.createTopics(partitionsByName.entrySet().stream()
                    .map(topic -> new TopicLine(topic.getKey(), topic.getValue(), Optional.empty()))
                    .toList());
        }

        /** SIGKILL; {@link #restart()} brings it back. */
        public void kill() {
            order("kill-broker");
        }

        /** Stops it; the data stays. */
        public void close() {
            order("stop-broker");
        }

        /** Starts it again on the same port with the same data. */
        public void restart() {
            order("restart-broker");
        }
    }

    private static String order(String order) {
        return TestProcesses.shared().apply(order);
    }

    private static void createTopics(List<TopicLine> lines) {
        if (!lines.isEmpty()) {
            order("create-topics " + lines.stream().map(TopicLine::line).collect(Collectors.joining(" ")));
        }
    }

    private static List<TopicLine> topics() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader.getResourceAsStream(TOPICS)) {
            return file == null ? List.of() : TopicLine.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
