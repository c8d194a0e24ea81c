package org.carbonregistry.deploy.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database for each service, each with two roles: the owner, who migrates, and the service, who works. Only its own
 * service may connect to a database. Passwords are the role names: for one machine only.
 */
public final class ServiceDatabases {

    /** The databases, which are called like the roles of the services that use them. */
    public static final List<String> NAMES = List.of("issuance", "account", "retirement", "publicapi");

    private static final List<String> EXTENSIONS = List.of("btree_gist", "pg_trgm", "unaccent");

    private ServiceDatabases() {}

    /** The role that owns the database and runs its migrations. */
    public static String owner(String database) {
        return database + "_owner";
    }

    /**
     * Creates what is missing of the databases, their roles, extensions and rights.
     *
     * @param superuserUrl a JDBC URL with user and password of a superuser
     * @throws SQLException when the server cannot be reached or refuses
     */
    public static void create(String superuserUrl) throws SQLException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(superuserUrl);
        for (String database : NAMES) {
            try (Connection connection = server.getConnection()) {
                createRolesAndDatabase(connection, database);
            }
            PGSimpleDataSource inside = new PGSimpleDataSource();
            inside.setUrl(superuserUrl);
            inside.setDatabaseName(database);
            try (Connection connection = inside.getConnection()) {
                createRights(connection, database);
            }
        }
    }

    // A crash between these statements leaves some of it behind; the next start creates the rest.
    private static void createRolesAndDatabase(Connection connection, String database) throws SQLException {
        for (String role : List.of(owner(database), database)) {
            if (!exists(connection, "select 1 from pg_roles where rolname = '" + role + "'")) {
                execute(connection, "create role " + role + " login password '" + role + "'");
            }
        }
        if (!exists(connection, "select 1 from pg_database where datname = '" + database + "'")) {
            execute(connection, "create database " + database + " owner " + owner(database));
        }
        execute(connection, "revoke all on database " + database + " from public");
        execute(connection, "grant connect on database " + database + " to " + database);
    }

    private static void createRights(Connection connection, String database) throws SQLException {
        for (String extension : EXTENSIONS) {
            execute(connection, "create extension if not exists " + extension);
        }
        String defaults = "alter default privileges for role " + owner(database) + " in schema public grant ";
        execute(connection, "alter schema public owner to " + owner(database));
        execute(connection, "grant usage on schema public to " + database);
        execute(connection, defaults + "select, insert, update, delete on tables to " + database);
        execute(connection, defaults + "usage, select, update on sequences to " + database);
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
