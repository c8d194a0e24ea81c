package org.carbonregistry.account.modelled;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Stops a transaction of the service right after one of its statements, as long as this is open. */
final class Pause implements AutoCloseable {

    /** A connection of the service that stands still. */
    record Paused(long pid, int replica) {}

    private static final long LOCK = 4711;
    private static final String WAITING =
            """
            select l.pid, a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.objid = 4711 and not l.granted
            """;

    private final Cluster cluster;
    private final Connection holder;
    private final List<String> triggers = new ArrayList<>();

    Pause(Cluster cluster) {
        this.cluster = cluster;
        cluster.execute(
                "create schema if not exists steps",
                "grant usage on schema steps to account",
                """
                create or replace function steps.pause() returns trigger language plpgsql security definer as $$
                begin perform pg_advisory_xact_lock_shared(4711); return null; end $$
                """);
        try {
            holder = cluster.connection();
            try (Statement s = holder.createStatement()) {
                s.execute("select pg_advisory_lock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After the next statement of a kind on a table. */
    void at(String table, String operation) {
        create(
                table,
                "create trigger pause after " + operation + " on " + table
                        + " for each statement execute function steps.pause()");
    }

    /** When everything is written, right before the commit. */
    void atCommit(String table) {
        create(
                table,
                "create constraint trigger pause after insert on " + table
                        + " deferrable initially deferred for each row execute function steps.pause()");
    }

    private void create(String table, String trigger) {
        cluster.execute(trigger);
        triggers.add("drop trigger if exists pause on " + table);
    }

    /**
     * The connection that stands still, once there is one.
     *
     * @param passed whether what should have stood still is done
     * @return null when it is done and did not come here
     */
    Paused await(BooleanSupplier passed) {
        Paused[] found = new Paused[1];
        Awaitility.await("a transaction of the service comes here")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    Compare.rows(cluster, WAITING, row -> found[0] = paused(row));
                    return found[0] != null || passed.getAsBoolean();
                });
        return found[0];
    }

    private static Paused paused(ResultSet row) throws SQLException {
        String name = row.getString(2);
        return new Paused(row.getLong(1), name.startsWith("replica-") ? Integer.parseInt(name.substring(8)) : -1);
    }

    /** Lets go; the database may have been killed meanwhile. */
    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Awaitility.await("the database is back")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    cluster.execute(triggers.toArray(new String[0]));
                    return true;
                });
    }
}
