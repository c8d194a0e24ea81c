package org.carbonregistry.deploy.local;

import java.nio.file.Path;
import org.carbonregistry.deploy.embedded.LocalPostgres;

/** The database server. */
final class PostgresPart implements Part {

    private final Path dataFolder;
    private final int port;
    private volatile LocalPostgres postgres;
    private volatile long lastPid;

    PostgresPart(Path dataFolder, int port) {
        this.dataFolder = dataFolder;
        this.port = port;
    }

    static Path folder(Path dataFolder) {
        return dataFolder.resolve("postgres");
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "postgresql://127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return dataFolder.resolve("postgres.log");
    }

    @Override
    public long pid() {
        return lastPid;
    }

    @Override
    public boolean isAlive() {
        return postgres != null && postgres.pid().isPresent();
    }

    @Override
    public void start() {
        if (postgres == null) {
            postgres = LocalPostgres.start(folder(dataFolder), port, true);
        } else {
            postgres.kill();
            postgres.restart();
        }
        lastPid = postgres.pid().orElse(lastPid);
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
