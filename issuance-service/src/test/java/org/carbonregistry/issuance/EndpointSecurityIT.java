package org.carbonregistry.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.draft;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verification;
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
    private static final String APPROVE = "POST /v1/issuances/{id}/approve";
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
        reasons.remove(APPROVE);
        return reasons;
    }

    @Override
    protected List<ForeignCall> foreignCalls() {
        IssuanceWorld.ledger(pool);
        String program = program("");
        String draft = draft(program, "solar");
        String listed = draft(program, "solar");
        ok(developer().post("/v1/projects/" + listed + "/list"));
        String requestedOf = registered(program, "solar");
        String verification = verified(requestedOf, 2023, 10);
        String nobodys = program + "-N";
        created(registrar()
                .body(
                        """
                        {"code":"%s","name":"Body","country":"CH","accreditations":[{"sector":"energy","validFrom":"2010-01-01"}]}
                        """
                                .formatted(nobodys))
                .post("/v1/vvbs"));
        String issuance = requested(verification);
        String other = verified(registered(program, "solar"), 2022, 10);
        String stranger = TestTokens.token("sam", "blue-mangrove", "developer");
        String nobody = TestTokens.token("nob", null, "developer");
        String project =
                """
                {"program":"%s","name":"Sun","country":"KE","type":"solar","proponent":"green-valley"}
                """
                        .formatted(program);
        String verifications = "/v1/projects/" + draft + "/verifications";
        String otherBody = TestTokens.token("vic", "other-check", "verifier");
        String requester = TestTokens.token("dora", "registry", "registrar");
        String owner = TestTokens.token("dora", "green-valley", "developer");
        String list = "/v1/projects?status=draft&program=" + program;
        return List.of(
                ForeignCall.hides("GET /v1/projects", list, stranger, owner, draft),
                ForeignCall.hides(
                        "GET /v1/issuances", "/v1/issuances?project=" + requestedOf, stranger, owner, issuance),
                new ForeignCall(APPROVE, "/v1/issuances/" + issuance + "/approve", null, requester, 403),
                new ForeignCall("GET /v1/projects/{project}/verifications", verifications, null, stranger, 404),
                new ForeignCall(
                        "GET /v1/projects/{project}/verifications/{id}",
                        verifications + "/" + verification,
                        null,
                        stranger,
                        404),
                new ForeignCall(
                        "POST /v1/projects/{id}/validations",
                        "/v1/projects/" + listed + "/validations",
                        """
                        {"vvb":"%s-V","date":"2021-06-01","creditingStart":"2015-01-01","creditingEnd":"2024-12-31",
                         "documentSha256":"%s","opinion":"sound"}
                        """
                                .formatted(program, IssuanceWorld.SHA),
                        otherBody,
                        403),
                new ForeignCall(
                        "POST /v1/projects/{project}/verifications",
                        "/v1/projects/" + requestedOf + "/verifications",
                        verification(program + "-V", 2021, 10),
                        otherBody,
                        403),
                new ForeignCall(
                        "POST /v1/projects/{project}/verifications",
                        "/v1/projects/" + requestedOf + "/verifications",
                        verification(nobodys, 2021, 10),
                        TestTokens.token("vera", "sure-check", "verifier"),
                        403),
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
