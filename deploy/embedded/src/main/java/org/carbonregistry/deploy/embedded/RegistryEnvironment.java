package org.carbonregistry.deploy.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * The database and the broker for the tests of a service: real ones, once per JVM, in a folder under {@code target}, on free
 * ports. Argument {@code database}: issuance, account, retirement or publicapi.
 */
public class RegistryEnvironment implements QuarkusTestResourceLifecycleManager {

    private static LocalPostgres postgres;
    private static LocalBroker broker;
    private String database;

    /** The database server of this JVM. */
    public static LocalPostgres postgres() {
        return postgres;
    }

    /** The broker of this JVM. */
    public static LocalBroker broker() {
        return broker;
    }

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
    }

    @Override
    public Map<String, String> start() {
        startOnce();
        Map<String, String> config = new HashMap<>();
        String address = "postgresql://127.0.0.1:" + postgres.port() + "/" + database;
        config.put("quarkus.datasource.username", database);
        config.put("quarkus.datasource.password", database);
        config.put("quarkus.datasource.reactive.url", address);
        config.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        config.put("quarkus.flyway.jdbc-url", "jdbc:" + address);
        config.put("quarkus.flyway.username", database + "_owner");
        config.put("quarkus.flyway.password", database + "_owner");
        config.put("kafka.bootstrap.servers", broker.bootstrapServers());
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.oidc.auth-server-url", "");
        config.put("quarkus.oidc.public-key", TestTokens.publicKey());
        config.put("quarkus.oidc.token.issuer", TestTokens.ISSUER);
        return config;
    }

    private static synchronized void startOnce() {
        if (postgres != null) {
            return;
        }
        try {
            Path folder = Path.of("target", "environment", UUID.randomUUID().toString());
            Files.createDirectories(folder);
            postgres = LocalPostgres.start(folder.resolve("postgres"), 0, false);
            ServiceDatabases.create(postgres.superuserUrl());
            broker = LocalBroker.start(folder.resolve("kafka"), 0);
            broker.createTopics(topics());
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> topics() throws IOException {
        Properties listed = new Properties();
        try (InputStream in = Thread.currentThread()
                .getContextClassLoader()
                .getResourceAsStream("META-INF/registry-topics.properties")) {
            listed.load(in);
        }
        Map<String, Integer> topics = new HashMap<>();
        listed.forEach((name, partitions) -> topics.put((String) name, Integer.valueOf((String) partitions)));
        return topics;
    }

    @Override
    public void stop() {
        // One database and one broker serve all test classes of the JVM; they end with it.
    }
}
