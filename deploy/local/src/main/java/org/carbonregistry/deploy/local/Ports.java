package org.carbonregistry.deploy.local;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of one local registry, all on 127.0.0.1. The controller of the broker takes the port after the broker's;
 * replica n of a service stands n - 1 hundreds above the first.
 */
record Ports(int publicApi, int issuance, int account, int retirement, int postgres, int kafka, int issuer) {

    static final Ports STANDARD = new Ports(8080, 8081, 8082, 8083, 5433, 9093, 8090);

    /** All of them close together, from a first one on: for a second registry beside the first. */
    static Ports from(int first) {
        if (first < 1024 || first > 65_000) {
            throw new CannotStart("--ports-from wants a number between 1024 and 65000, not " + first);
        }
        return new Ports(first, first + 1, first + 2, first + 3, first + 20, first + 21, first + 10);
    }

    /** The port of a replica of a service; replicas count from 1. */
    int of(ServiceProcess service, int replica) {
        int first =
                switch (service) {
                    case PUBLIC_API -> publicApi;
                    case ISSUANCE -> issuance;
                    case ACCOUNT -> account;
                    case RETIREMENT -> retirement;
                };
        return first + 100 * (replica - 1);
    }

    /** Those of the processes that are not services, by the name of the process. */
    Map<String, Integer> ofPlatform() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("postgres", postgres);
        ports.put("kafka", kafka);
        ports.put("kafka controller", kafka + 1);
        ports.put("issuer", issuer);
        return ports;
    }
}
