package org.carbonregistry.deploy.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carbonregistry.deploy.embedded.ServiceDatabases;

/** The registry's database server, as its superuser sees it. Only the bench does that: no service reads another's tables. */
final class Databases {

    private static final String DURABLE =
            """
            select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
              current_setting('full_page_writes') as full_page_writes
            """;

    private final String server;

    /**
     * @param server host and port
     */
    Databases(String server) {
        this.server = server;
    }

    String server() {
        return server;
    }

    Connection open(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + server + "/" + database, "postgres", "postgres");
    }

    /** Whether a commit survives a loss of power, database by database, as each service's role has it. */
    Map<String, String> durability() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String database : ServiceDatabases.NAMES) {
            try (Connection c = DriverManager.getConnection(
                            "jdbc:postgresql://" + server + "/" + database, database, database);
                    Statement statement = c.createStatement();
                    ResultSet row = statement.executeQuery(DURABLE)) {
                row.next();
                settings.put(
                        database,
                        "fsync " + row.getString(1) + ", synchronous_commit " + row.getString(2) + ", full_page_writes "
                                + row.getString(3));
            }
        }
        return settings;
    }

    /** Megabytes of each database. */
    Map<String, String> sizes() throws SQLException {
        Map<String, String> sizes = new LinkedHashMap<>();
        for (String database : ServiceDatabases.NAMES) {
            sizes.put(database, number(database, "select pg_database_size(current_database()) / 1048576") + " MB");
        }
        return sizes;
    }

    /** The one number that a query answers. */
    long number(String database, String sql) throws SQLException {
        try (Connection c = open(database);
                Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection c = open(database);
                Statement statement = c.createStatement()) {
            statement.execute(sql);
        }
    }
}
