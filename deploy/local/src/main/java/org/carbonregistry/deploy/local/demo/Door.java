package org.carbonregistry.deploy.local.demo;

import java.util.List;
import org.carbonregistry.deploy.local.RunFile;

/** The services, as a client sees them. */
public enum Door {
    ISSUANCE("issuance-service"),
    ACCOUNT("account-service"),
    RETIREMENT("retirement-service"),
    PUBLIC("public-api");

    private final String service;

    Door(String service) {
        this.service = service;
    }

    /** Where its replicas answer. */
    List<String> urls(RunFile registry) {
        return registry.replicas(service);
    }
}
