package org.carbonregistry.issuance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;

/** Straight at the database: as the superuser, to break things on purpose, or as the role of the service. */
public final class Superuser {

    private Superuser() {}

    public static void run(String sql) throws SQLException {
        run(RegistryEnvironment.postgres().superuserUrl("issuance"), sql);
    }

    /** As the running service may. */
    public static void asService(String sql) throws SQLException {
        run(RegistryEnvironment.postgres().jdbcUrl("issuance") + "?user=issuance&password=issuance", sql);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
