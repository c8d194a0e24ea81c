package org.carbonregistry.deploy.local;

import java.nio.file.Path;
import org.carbonregistry.deploy.embedded.LocalIssuer;

/** The OpenID Connect issuer. */
final class IssuerPart implements Part {

    private final Path dataFolder;
    private final int port;
    private volatile LocalIssuer issuer;

    IssuerPart(Path dataFolder, int port) {
        this.dataFolder = dataFolder;
        this.port = port;
    }

    @Override
    public String name() {
        return "issuer";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port + "/registry";
    }

    @Override
    public Path log() {
        return dataFolder.resolve("issuer.log");
    }

    @Override
    public long pid() {
        return issuer == null ? 0 : issuer.process().pid();
    }

    @Override
    public boolean isAlive() {
        return issuer != null && issuer.process().isAlive();
    }

    @Override
    public void start() {
        if (issuer == null) {
            issuer = LocalIssuer.start(dataFolder, port);
        } else {
            issuer.restart();
        }
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
