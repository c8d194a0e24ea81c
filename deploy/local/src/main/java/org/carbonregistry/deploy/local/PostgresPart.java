package org.carbonregistry.deploy.local;

import java.nio.file.Path;
import org.carbonregistry.deploy.embedded.LocalPostgres;

/** The database server. */
final class PostgresPart implements Part {

    private final Path dataFolder;
    private final int port;
    private LocalPostgres postgres;

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
    public synchronized long pid() {
        return postgres == null ? -1 : postgres.pid().orElse(-1L);
    }

    @Override
    public boolean isAlive() {
        return pid() != -1;
    }

    @Override
    public synchronized void start() {
        if (postgres == null) {
            postgres = LocalPostgres.start(folder(dataFolder), port, true);
        } else {
            postgres.kill();
            postgres.restart();
        }
    }

    @Override
    public synchronized void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
