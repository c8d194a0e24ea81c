package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.carbonregistry.deploy.embedded.LocalBroker;
import org.carbonregistry.deploy.embedded.LocalPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server and brokers that run elsewhere are used instead of own ones. */
class UpWithOtherServersIT {

    @TempDir
    Path folder;

    @Test
    void databasesAndTopicsAreMadeThere() throws Exception {
        Path data = folder.resolve("data");
        int firstPort = StartedUp.freePorts();
        try (LocalPostgres postgres = LocalPostgres.start(folder.resolve("elsewhere/postgres"), 0, false);
                LocalBroker broker = LocalBroker.start(folder.resolve("elsewhere/kafka"), 0);
                StartedUp up = StartedUp.start(
                        data,
                        firstPort,
                        Map.of(),
                        "--with-postgres",
                        "postgresql://postgres:postgres@127.0.0.1:" + postgres.port() + "/postgres",
                        "--with-kafka",
                        broker.bootstrapServers())) {
            up.awaitReady();
            RunFile run = RunFile.read(data);
            assertEquals("127.0.0.1:" + postgres.port(), run.postgres());
            assertEquals(broker.bootstrapServers(), run.kafka());
            assertEquals(1, run.processes().size(), "only the issuer runs here: " + run);
            assertFalse(Files.exists(data.resolve("postgres")) || Files.exists(data.resolve("kafka")));
            try (Connection connection =
                    DriverManager.getConnection(postgres.jdbcUrl("retirement"), "retirement", "retirement")) {
                assertTrue(connection.isValid(5));
            }
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
                assertTrue(admin.listTopics().names().get(30, TimeUnit.SECONDS).contains("registry.ledger"));
            }
        }
    }
}
