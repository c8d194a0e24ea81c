package org.carbonregistry.deploy.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.carbonregistry.deploy.embedded.ServiceDatabases;

/**
 * What the services are told, in environment variables.
 *
 * @param postgres host and port
 * @param kafka bootstrap servers
 * @param issuerUrl of the OpenID Connect issuer
 */
record ServiceSettings(String postgres, String kafka, String issuerUrl) {

    /** For one replica of a service. */
    Map<String, String> of(ServiceProcess service, int port) {
        String database = service.database();
        String address = "postgresql://" + postgres + "/" + database;
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", address);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + address);
        environment.put("QUARKUS_DATASOURCE_USERNAME", database);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database);
        environment.put("QUARKUS_FLYWAY_JDBC_URL", "jdbc:" + address);
        environment.put("QUARKUS_FLYWAY_USERNAME", ServiceDatabases.owner(database));
        environment.put("QUARKUS_FLYWAY_PASSWORD", ServiceDatabases.owner(database));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuerUrl);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("REGISTRY_LOCAL", "true");
        return environment;
    }
}
