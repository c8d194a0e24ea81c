package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class RegistryEnvironmentIT {

    @Test
    void aServiceFindsItsDatabaseAndItsTopics() throws Exception {
        // Given
        RegistryEnvironment environment = new RegistryEnvironment();
        environment.init(Map.of("database", "retirement"));
        // When
        Map<String, String> configuration = environment.start();
        RegistryEnvironment.broker().createTopics(Map.of("registry.ledger", 3, "registry.holds", 1));
        // Then
        try (var connection = DriverManager.getConnection(
                configuration.get("quarkus.datasource.jdbc.url"),
                configuration.get("quarkus.datasource.username"),
                configuration.get("quarkus.datasource.password"))) {
            assertEquals("retirement", connection.getCatalog());
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", (Object) configuration.get("kafka.bootstrap.servers")))) {
            assertEquals(
                    Set.of("registry.ledger", "registry.holds"),
                    admin.listTopics().names().get());
        }
        assertNotNull(configuration.get("quarkus.oidc.public-key"));
    }

    @Test
    void anotherClassLoaderFindsTheSameProcessesAndTheSameKey() throws Exception {
        URL classes =
                RegistryEnvironment.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new ChildFirst(classes)) {
            Object broker = other.loadClass(RegistryEnvironment.class.getName())
                    .getMethod("broker")
                    .invoke(null);
            assertEquals(
                    RegistryEnvironment.broker().bootstrapServers(),
                    broker.getClass().getMethod("bootstrapServers").invoke(broker));
            assertEquals(
                    TestTokens.publicKey(),
                    other.loadClass(TestTokens.class.getName())
                            .getMethod("publicKey")
                            .invoke(null));
        }
    }

    /** Loads our classes itself, as Quarkus does. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(URL classes) {
            super(new URL[] {classes}, RegistryEnvironmentIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.carbonregistry.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }
    }
}
