package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPostgresIT {

    private LocalPostgres postgres;

    @BeforeAll
    void start(@TempDir Path folder) {
        postgres = LocalPostgres.start(folder.resolve("postgres"), 0, true);
        postgres.createServiceDatabases();
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void acknowledgedRowsSurviveAKill() throws SQLException {
        // Given
        execute("issuance", "issuance_owner", "create table survivor (n bigint)");
        for (int i = 0; i < 200; i++) {
            execute("issuance", "issuance", "insert into survivor values (" + i + ")");
        }
        // When
        postgres.kill();
        assertTrue(postgres.pid().isEmpty());
        postgres.restart();
        // Then
        assertEquals("200", query("issuance", "issuance", "select count(*) from survivor"));
    }

    @Test
    void aCommitIsOnTheDiskBeforeItIsAcknowledged() throws SQLException {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            assertEquals("on", query("account", "account", "show " + setting), setting);
        }
        assertEquals("200", query("account", "account", "show max_connections"));
    }

    @Test
    void creatingTheDatabasesAgainChangesNothing() throws SQLException {
        postgres.createServiceDatabases();
        assertEquals(
                "account_owner",
                query(
                        "account",
                        "account",
                        "select rolname from pg_database join pg_roles"
                                + " r on r.oid = datdba where datname = current_database()"));
    }

    @Test
    void aServiceMayWriteTheTablesOfItsOwnerButNotCreateAny() throws SQLException {
        execute("account", "account_owner", "create table written (n bigint generated always as identity, m int)");
        execute("account", "account", "insert into written (m) values (1)");
        execute("account", "account", "update written set m = 2");
        execute("account", "account", "delete from written");
        assertThrows(SQLException.class, () -> execute("account", "account", "create table own (n int)"));
        assertThrows(SQLException.class, () -> execute("account", "account", "truncate written"));
    }

    @Test
    void aServiceCannotConnectToTheDatabaseOfAnother() {
        assertThrows(SQLException.class, () -> query("account", "retirement", "select 1"));
    }

    @Test
    void theExtensionsAreInEveryDatabase() throws SQLException {
        for (String database : ServiceDatabases.NAMES) {
            assertEquals(
                    "btree_gist,pg_trgm,unaccent",
                    query(
                            database,
                            database,
                            "select string_agg(extname, ',' order by extname) from pg_extension where extname <> 'plpgsql'"));
        }
    }

    private void execute(String database, String role, String sql) throws SQLException {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String database, String role, String sql) throws SQLException {
        try (Connection connection = connect(database, role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), role, role);
    }
}
