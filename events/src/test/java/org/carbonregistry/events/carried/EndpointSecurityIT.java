package org.carbonregistry.events.carried;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.house.EndpointSecurity;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class EndpointSecurityIT extends EndpointSecurity {

    @Override
    protected Map<String, Set<String>> allowed() {
        return Map.of("POST /v1/notes/{account}", Set.of("registrar"), "PUT /v1/notes/{account}", Set.of("registrar"));
    }
}
