package org.carbonregistry.deploy.local;

import java.nio.file.Path;
import org.carbonregistry.deploy.embedded.LocalBroker;

/** The Kafka broker. */
final class BrokerPart implements Part {

    private final Path dataFolder;
    private final int port;
    private volatile LocalBroker broker;

    BrokerPart(Path dataFolder, int port) {
        this.dataFolder = dataFolder;
        this.port = port;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return dataFolder.resolve("kafka.log");
    }

    @Override
    public long pid() {
        return broker == null ? 0 : broker.process().pid();
    }

    @Override
    public boolean isAlive() {
        return broker != null && broker.process().isAlive();
    }

    @Override
    public void start() {
        if (broker == null) {
            broker = LocalBroker.start(dataFolder.resolve("kafka"), port);
        } else {
            broker.restart();
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
