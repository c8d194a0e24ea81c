package org.carbonregistry.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.draft;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verified;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.house.EndpointSecurity;
import org.carbonregistry.events.house.ForeignCall;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class EndpointSecurityIT extends EndpointSecurity {

    private static final Set<String> REGISTRAR = Set.of("registrar");
    private static final Set<String> PROPONENT = Set.of("registrar", "developer");
    private static final Set<String> ISSUANCE = Set.of("registrar", "developer", "auditor");

    @Inject
    Pool pool;

    /** Named here so that the application keeps the bean for the base class. */
    @Inject
    Router router;

    @Override
    protected Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        for (String register : List.of("programs", "methodologies", "vvbs")) {
            allowed.put("GET /v1/" + register, ROLES);
            allowed.put("GET /v1/" + register + "/{code}", ROLES);
            allowed.put("POST /v1/" + register, REGISTRAR);
        }
        allowed.put("POST /v1/programs/{code}/import-closing", REGISTRAR);
        allowed.put("POST /v1/programs/{code}/import-closing/approve", REGISTRAR);
        allowed.put("POST /v1/methodologies/{code}/versions", REGISTRAR);
        allowed.put("POST /v1/vvbs/{code}/suspend", REGISTRAR);
        allowed.put("POST /v1/vvbs/{code}/reinstate", REGISTRAR);
        allowed.put("GET /v1/projects", ROLES);
        allowed.put("GET /v1/projects/{id}", ROLES);
        allowed.put("POST /v1/projects", PROPONENT);
        allowed.put("POST /v1/projects/{id}/list", PROPONENT);
        allowed.put("POST /v1/projects/{id}/withdraw", PROPONENT);
        allowed.put("POST /v1/projects/{id}/validations", Set.of("verifier"));
        for (String move : List.of("register", "suspend", "reinstate", "complete", "reject", "deregister")) {
            allowed.put("POST /v1/projects/{id}/" + move, REGISTRAR);
        }
        allowed.put("GET /v1/projects/{project}/verifications", ROLES);
        allowed.put("GET /v1/projects/{project}/verifications/{id}", ROLES);
        allowed.put("POST /v1/projects/{project}/verifications", Set.of("verifier", "registrar"));
        allowed.put("GET /v1/issuances", ISSUANCE);
        allowed.put("GET /v1/issuances/{id}", ISSUANCE);
        allowed.put("POST /v1/issuances", PROPONENT);
        allowed.put("POST /v1/issuances/{id}/approve", REGISTRAR);
        allowed.put("POST /v1/issuances/{id}/reject", REGISTRAR);
        allowed.put("POST /v1/issuances/{id}/withdraw", PROPONENT);
        allowed.put("GET /v1/audit", Set.of("registrar", "auditor"));
        return allowed;
    }

    @Override
    protected Map<String, String> nothingPrivateBehind() {
        Map<String, String> reasons = new TreeMap<>();
        for (String register : List.of("programs", "methodologies", "vvbs")) {
            reasons.put("GET /v1/" + register, "the register is public");
            reasons.put("GET /v1/" + register + "/{code}", "the register is public");
        }
        allowed().forEach((endpoint, roles) -> {
            if (roles.equals(REGISTRAR) || endpoint.equals("GET /v1/audit")) {
                reasons.put(endpoint, "a registrar or an auditor acts for the registry, whosever the project is");
            }
        });
        String body = "a verifier or a registrar acts for no proponent: any project is theirs to judge";
        reasons.put("POST /v1/projects/{id}/validations", body);
        reasons.put("POST /v1/projects/{project}/verifications", body);
        String open = "only a registered project has verifications, and both are for all to see";
        reasons.put("GET /v1/projects/{project}/verifications", open);
        reasons.put("GET /v1/projects/{project}/verifications/{id}", open);
        return reasons;
    }

    @Override
    protected List<ForeignCall> foreignCalls() {
        IssuanceWorld.ledger(pool);
        String program = program("");
        String draft = draft(program, "solar");
        String verification = verified(registered(program, "solar"), 2023, 10);
        String issuance = requested(verification);
        String other = verified(registered(program, "solar"), 2022, 10);
        String stranger = TestTokens.token("sam", "blue-mangrove", "developer");
        String nobody = TestTokens.token("nob", null, "developer");
        String project =
                """
                {"program":"%s","name":"Sun","country":"KE","type":"solar","proponent":"green-valley"}
                """
                        .formatted(program);
        String owner = TestTokens.token("dora", "green-valley", "developer");
        String list = "/v1/projects?status=draft&program=" + program;
        return List.of(
                ForeignCall.hides("GET /v1/projects", list, stranger, owner, draft),
                ForeignCall.hides("GET /v1/issuances", "/v1/issuances", stranger, owner, issuance),
                new ForeignCall("GET /v1/projects/{id}", "/v1/projects/" + draft, null, stranger, 404),
                new ForeignCall("GET /v1/projects/{id}", "/v1/projects/" + draft, null, nobody, 404),
                new ForeignCall("POST /v1/projects", "/v1/projects", project, stranger, 403),
                new ForeignCall("POST /v1/projects/{id}/list", "/v1/projects/" + draft + "/list", null, stranger, 403),
                new ForeignCall(
                        "POST /v1/projects/{id}/withdraw",
                        "/v1/projects/" + draft + "/withdraw",
                        "{\"reason\":\"mine\"}",
                        stranger,
                        403),
                new ForeignCall("GET /v1/issuances/{id}", "/v1/issuances/" + issuance, null, stranger, 404),
                new ForeignCall("POST /v1/issuances", "/v1/issuances", request(other, ""), stranger, 403),
                new ForeignCall("POST /v1/issuances", "/v1/issuances", request(other, ""), nobody, 403),
                new ForeignCall(
                        "POST /v1/issuances/{id}/withdraw",
                        "/v1/issuances/" + issuance + "/withdraw",
                        null,
                        stranger,
                        403));
    }
}
