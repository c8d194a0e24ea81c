package org.carbonregistry.publicapi;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.house.EndpointSecurity;

/** What is public is open to everyone; what changes something is the registrar's. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class EndpointSecurityIT extends EndpointSecurity {

    /** Named here so that the application keeps the bean for the base class. */
    @Inject
    Router router;

    @Override
    protected Map<String, Set<String>> allowed() {
        return Map.of(
                "POST /v1/rebuilds", Set.of("registrar"),
                "GET /v1/rebuilds", Set.of("registrar", "auditor"),
                "GET /v1/rebuilds/{id}", Set.of("registrar", "auditor"));
    }

    @Override
    protected Map<String, String> nothingPrivateBehind() {
        String reason = "a rebuild is of the whole registry's public facts";
        return Map.of("POST /v1/rebuilds", reason, "GET /v1/rebuilds", reason, "GET /v1/rebuilds/{id}", reason);
    }

    @Override
    protected Set<String> open() {
        Set<String> open = new TreeSet<>(pages());
        open.addAll(Set.of(
                "GET /v1/projects",
                "GET /v1/projects/{id}",
                "GET /v1/blocks",
                "GET /v1/blocks/{id}",
                "GET /v1/blocks/{id}/source-ranges",
                "GET /v1/retirements",
                "GET /v1/retirements/{certificateNumber}",
                "GET /v1/serials/{serial}",
                "GET /v1/statistics"));
        return open;
    }

    @Override
    protected Set<String> pages() {
        return Set.of(
                "GET /",
                "GET /search",
                "GET /projects.csv",
                "GET /retirements.csv",
                "GET /retirements",
                "GET /projects",
                "GET /projects/{id}",
                "GET /serials",
                "GET /certificates/{number}");
    }
}
