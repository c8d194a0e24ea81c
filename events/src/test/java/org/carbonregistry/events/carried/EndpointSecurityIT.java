package org.carbonregistry.events.carried;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.house.EndpointSecurity;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class EndpointSecurityIT extends EndpointSecurity {

    private static final Set<String> NOTES = Set.of(
            "POST /v1/notes/{account}",
            "PUT /v1/notes/{account}",
            "POST /v1/notes/{account}/slow",
            "POST /v1/notes/{account}/unread");

    @Override
    protected Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        NOTES.forEach(endpoint -> allowed.put(endpoint, Set.of("registrar")));
        return allowed;
    }

    @Override
    protected Map<String, String> nothingPrivateBehind() {
        Map<String, String> reasons = new TreeMap<>();
        NOTES.forEach(endpoint -> reasons.put(endpoint, "the notes of this test service belong to no organisation"));
        return reasons;
    }
}
