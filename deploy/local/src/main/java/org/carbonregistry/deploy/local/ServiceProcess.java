package org.carbonregistry.deploy.local;

import java.nio.file.Path;

/** The services, by the folder of their module and the name of their database. */
enum ServiceProcess {
    PUBLIC_API("public-api", "publicapi"),
    ISSUANCE("issuance-service", "issuance"),
    ACCOUNT("account-service", "account"),
    RETIREMENT("retirement-service", "retirement");

    private final String module;
    private final String database;

    ServiceProcess(String module, String database) {
        this.module = module;
        this.database = database;
    }

    /** Its name, which is that of its module. */
    String module() {
        return module;
    }

    /** Its database and role. */
    String database() {
        return database;
    }

    /** The jar that starts it, when it is built. */
    Path jar(Path projectRoot) {
        return projectRoot.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
