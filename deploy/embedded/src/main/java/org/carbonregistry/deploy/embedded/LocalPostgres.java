package org.carbonregistry.deploy.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL on 127.0.0.1, its data in a folder that it finds again.
 *
 * <p>Never start it as two different users on one folder: PostgreSQL wants to own its files.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path dataFolder;
    private final int port;
    private final boolean durable;
    private EmbeddedPostgres server;

    private LocalPostgres(Path dataFolder, int port, boolean durable) {
        this.dataFolder = dataFolder;
        this.port = port;
        this.durable = durable;
    }

    /**
     * Starts it; returns when it answers. A server that outlived the process that started it is stopped first.
     *
     * @param dataFolder created when it is missing; the log lies beside it
     * @param port 0 for any free one
     * @param durable whether a commit is on the disk before it is acknowledged; false only for tests
     */
    public static LocalPostgres start(Path dataFolder, int port, boolean durable) {
        LocalPostgres postgres =
                new LocalPostgres(dataFolder.toAbsolutePath().normalize(), port == 0 ? FreePort.find() : port, durable);
        postgres.restart();
        return postgres;
    }

    /** Starts it again on the same folder and port, after {@link #kill()} or {@link #close()}. */
    public void restart() {
        try {
            Files.createDirectories(dataFolder.getParent());
            endSurvivor(dataFolder);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log().toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(programs())
                    .setDataDirectory(dataFolder)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(STARTUP)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPort(port)
                    // Names sort and fold the same way on every machine.
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("shared_buffers", "256MB")
                    // A thousand rows looked up by their key are no reason to read the whole table, not on these disks.
                    .setServerConfig("random_page_cost", "1.1")
                    // Statements on sets look costly, and compiling them costs more than it saves.
                    .setServerConfig("jit", "off")
                    // A checkpoint every few seconds of load would write every page whole, again and again.
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    // The outbox is emptied all the time; what is dead in it is read again until it is cleaned up.
                    .setServerConfig("autovacuum_naptime", "20s")
                    // A socket's lock file would outlive a kill and stop the next start.
                    .setServerConfig("unix_socket_directories", "''");
            // The library passes -F and synchronous_commit=off: said here again, or a kill loses commits. Without fsync
            // a kill of the server still loses none; only a crash of the machine would.
            builder.setServerConfig("synchronous_commit", "on");
            for (String setting : List.of("fsync", "full_page_writes")) {
                builder.setServerConfig(setting, durable ? "on" : "off");
            }
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on port " + port + ", see " + log(), e);
        }
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The folder with its data. */
    public Path dataFolder() {
        return dataFolder;
    }

    /** The file with its messages. */
    public Path log() {
        return dataFolder.resolveSibling("postgres.log");
    }

    /** The number of its first process, or empty when it does not run. */
    public Optional<Long> pid() {
        return running().map(ProcessHandle::pid);
    }

    /** A JDBC URL without user. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A JDBC URL for the superuser. */
    public String superuserUrl() {
        return jdbcUrl("postgres") + "?user=postgres&password=postgres";
    }

    /** Creates what is missing of the databases of the services, see {@link ServiceDatabases}. */
    public void createServiceDatabases() {
        try {
            ServiceDatabases.create(superuserUrl());
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create the databases of the services", e);
        }
    }

    /** SIGKILL to all its processes, as if the machine had lost its power just for them. */
    public void kill() {
        running().ifPresent(postmaster -> {
            List<ProcessHandle> all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(LocalPostgres::awaitEnd);
            awaitEnd(postmaster);
        });
        close();
    }

    /** Stops it; the data stays. */
    @Override
    public void close() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException | RuntimeException alreadyGone) {
                // Killed before: what matters here is that the library lets go of the folder.
            }
            server = null;
        }
    }

    /**
     * Stops the server of this folder that outlived the process that started it, if there is one. Its files are then as
     * after a clean stop.
     */
    public static void endSurvivor(Path dataFolder) {
        try {
            Optional<ProcessHandle> survivor = running(dataFolder);
            if (survivor.isPresent()) {
                String pid = Long.toString(survivor.get().pid());
                new ProcessBuilder("kill", "-INT", pid).start();
                awaitEnd(survivor.get());
            }
            Files.deleteIfExists(pidFile(dataFolder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> running() {
        return running(dataFolder);
    }

    private static Optional<ProcessHandle> running(Path dataFolder) {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(pidFile(dataFolder)).get(0).strip());
            // A number can have passed to another program.
            return ProcessHandle.of(pid).filter(process -> command(process).endsWith("/postgres"));
        } catch (IOException | RuntimeException absentOrHalfWritten) {
            return Optional.empty();
        }
    }

    private static Path pidFile(Path dataFolder) {
        return dataFolder.resolve("postmaster.pid");
    }

    /** Where the programs are unpacked: a place of its own for each user, who may not overwrite those of another. */
    private static File programs() {
        return Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg-" + System.getProperty("user.name"))
                .toFile();
    }

    private static void awaitEnd(ProcessHandle process) {
        Instant deadline = Instant.now().plus(STOP);
        // A zombie is alive but has no command: nobody may ever wait for it, and it holds nothing.
        while (process.isAlive() && !command(process).isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String command(ProcessHandle process) {
        return process.info().command().orElse("");
    }
}
