package org.carbonregistry.events.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.ext.web.Router;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

/**
 * Tries every endpoint of a running service without a token, with bad tokens and with every role that is not allowed. The
 * endpoints come from the running router, so a new one cannot be forgotten: without a row in {@link #allowed()} it fails.
 *
 * <p>Extend it in a {@code @QuarkusTest} with the service's {@code RegistryEnvironment}.
 */
public abstract class EndpointSecurity {

    /** All roles of the registry. */
    protected static final Set<String> ROLES =
            Set.of("registrar", "verifier", "developer", "holder", "venue", "auditor");

    /** What every service has by itself, for its messages. */
    private static final Map<String, Set<String>> MESSAGES = Map.of(
            "POST /v1/republications", Set.of("registrar"),
            "GET /v1/republications", Set.of("registrar", "auditor"),
            "GET /v1/dead-letters", Set.of("registrar", "auditor"),
            "POST /v1/dead-letters/{id}/acknowledge", Set.of("registrar"));

    /**
     * Who may call what: {@code "POST /v1/accounts"} → roles; a missing row fails the test, and so does a row too many.
     * {@code /v1/republications} and {@code /v1/dead-letters}, which every service has, are added by themselves, also to
     * {@link #nothingPrivateBehind()}.
     */
    protected abstract Map<String, Set<String>> allowed();

    /** Endpoints that anyone may call without a token. They need no row in {@link #allowed()}. */
    protected Set<String> open() {
        return Set.of();
    }

    /** Endpoints that are not in the OpenAPI document because they are pages for people. */
    protected Set<String> pages() {
        return Set.of();
    }

    /**
     * Requests with a good token that reach for another organisation's things. Every endpoint that is not open has at
     * least one, or a row in {@link #nothingPrivateBehind()}.
     */
    protected List<ForeignCall> foreignCalls() {
        return List.of();
    }

    /**
     * Endpoints where no organisation has anything that another may not see or move: name → the reason, for example
     * {@code "only a registrar may call it, who acts for the registry and not for an organisation"}.
     */
    protected Map<String, String> nothingPrivateBehind() {
        return Map.of();
    }

    @Test
    void theEndpointsOfTheRouterAreThoseOfOpenApi() {
        SortedSet<String> running = names(endpoints());
        running.removeAll(pages());
        assertEquals(String.join("\n", documented()), String.join("\n", running));
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        SortedSet<String> said = new TreeSet<>(rows().keySet());
        said.addAll(open());
        assertEquals(String.join("\n", names(endpoints())), String.join("\n", said));
        Set<String> unknown = new TreeSet<>();
        rows().values().forEach(unknown::addAll);
        unknown.removeAll(ROLES);
        assertEquals(Set.of(), unknown, "no such roles");
    }

    @Test
    void noPageIsKeptFromTheDocumentForNothing() {
        Set<String> gone = new TreeSet<>(pages());
        gone.removeAll(names(endpoints()));
        assertEquals(Set.of(), gone);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        refusesAll(401, "unauthenticated", endpoint -> List.of(""));
    }

    @Test
    void anExpiredTokenIsRefused() {
        refusesAll(401, "unauthenticated", endpoint -> List.of(TestTokens.expired("eve", "registry", roles(endpoint))));
    }

    @Test
    void aWronglySignedTokenIsRefused() {
        refusesAll(
                401,
                "unauthenticated",
                endpoint -> List.of(
                        TestTokens.wrongSignature("eve", "registry", roles(endpoint)),
                        unsigned(TestTokens.token("eve", "registry", roles(endpoint)))));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        refusesAll(
                401,
                "unauthenticated",
                endpoint -> List.of(TestTokens.wrongAudience("eve", "registry", roles(endpoint))));
    }

    @Test
    void aRoleTooLowIsForbidden() {
        refusesAll(403, "forbidden", endpoint -> {
            List<String> tokens = new ArrayList<>(List.of(TestTokens.token("eve", "registry")));
            ROLES.stream()
                    .filter(role ->
                            !rows().getOrDefault(endpoint.name(), Set.of()).contains(role))
                    .forEach(role -> tokens.add(TestTokens.token("eve", "registry", role)));
            return tokens;
        });
    }

    @Test
    void anAllowedRoleIsLetInToRead() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : guarded()) {
            for (String role : roles(endpoint)) {
                if (endpoint.method().equals("GET")) {
                    Response answer = call(endpoint, TestTokens.token("eve", "registry", role));
                    boolean byRole =
                            answer.statusCode() == 403 && answer.asString().contains("your roles do not allow this");
                    if (answer.statusCode() == 401 || byRole) {
                        wrong.add(endpoint.name() + " refuses the role " + role + ": " + answer.statusCode());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatIsOpenAsksForNoToken() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            if (open().contains(endpoint.name())) {
                int status = call(endpoint, "").statusCode();
                if (status == 401 || status == 403) {
                    wrong.add(endpoint.name() + " answered " + status);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyEndpointIsTriedForAnotherOrganisationsThings() {
        SortedSet<String> tried = new TreeSet<>();
        foreignCalls().forEach(call -> tried.add(call.endpoint()));
        SortedSet<String> both = new TreeSet<>(tried);
        both.retainAll(reasons().keySet());
        assertEquals(Set.of(), both, "tried, and also said to have nothing private behind it");
        tried.addAll(reasons().keySet());
        SortedSet<String> guarded = new TreeSet<>();
        guarded().forEach(endpoint -> guarded.add(endpoint.name()));
        assertEquals(String.join("\n", guarded), String.join("\n", tried));
        reasons().forEach((endpoint, reason) -> assertFalse(reason.isBlank(), endpoint + " has no reason"));
    }

    @Test
    void anotherOrganisationsThingsAreOutOfReach() {
        List<String> wrong = new ArrayList<>();
        for (ForeignCall foreign : foreignCalls()) {
            Response answer = call(foreign, foreign.token());
            String text = answer.asString();
            String said =
                    foreign.endpoint() + " at " + foreign.path() + " answered " + answer.statusCode() + " " + text;
            if (answer.statusCode() != foreign.status()) {
                wrong.add(said);
            } else if (foreign.hidden() != null) {
                if (text.contains(foreign.hidden())) {
                    wrong.add(said + ", which shows " + foreign.hidden());
                }
                if (!call(foreign, foreign.ownersToken()).asString().contains(foreign.hidden())) {
                    wrong.add(foreign.endpoint() + " does not show " + foreign.hidden() + " to its owner either");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Response call(ForeignCall foreign, String token) {
        Endpoint endpoint = endpoints().stream()
                .filter(e -> e.name().equals(foreign.endpoint()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no endpoint " + foreign.endpoint()));
        RequestSpecification request = RestAssured.given().auth().oauth2(token);
        if (foreign.body() != null) {
            request.contentType(endpoint.contentType()).body(foreign.body().getBytes(StandardCharsets.UTF_8));
        }
        return request.request(endpoint.method(), foreign.path());
    }

    private interface BadTokens {
        List<String> of(Endpoint endpoint);
    }

    private void refusesAll(int status, String code, BadTokens bad) {
        assertFalse(guarded().isEmpty(), "no endpoint is guarded");
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : guarded()) {
            for (String token : bad.of(endpoint)) {
                Response answer = call(endpoint, token);
                String type = String.valueOf(answer.contentType());
                if (answer.statusCode() != status
                        || !type.startsWith("application/problem+json")
                        || !code.equals(answer.jsonPath().getString("code"))) {
                    wrong.add(endpoint.name() + " answered " + answer.statusCode() + " " + type + " "
                            + answer.asString());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Response call(Endpoint endpoint, String token) {
        RequestSpecification request = RestAssured.given().redirects().follow(false);
        if (!token.isEmpty()) {
            request.auth().oauth2(token);
        }
        if (endpoint.contentType() != null) {
            request.contentType(endpoint.contentType()).body("{}".getBytes(StandardCharsets.UTF_8));
        }
        return request.request(endpoint.method(), endpoint.example());
    }

    /** The same claims with {@code alg: none}. */
    private static String unsigned(String token) {
        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("\\.")[1] + ".";
    }

    private List<Endpoint> guarded() {
        return endpoints().stream().filter(e -> !open().contains(e.name())).toList();
    }

    private String[] roles(Endpoint endpoint) {
        return rows().getOrDefault(endpoint.name(), ROLES).toArray(new String[0]);
    }

    private Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new TreeMap<>(allowed());
        rows.putAll(MESSAGES);
        return rows;
    }

    private Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>(nothingPrivateBehind());
        MESSAGES.keySet()
                .forEach(endpoint ->
                        reasons.put(endpoint, "the service's messages as such, whosever things they are about"));
        return reasons;
    }

    private static SortedSet<Endpoint> endpoints() {
        return RunningRouter.endpoints(CDI.current().select(Router.class).get());
    }

    private static SortedSet<String> names(Set<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> documented() {
        Map<String, Map<String, Object>> paths =
                RestAssured.get("/q/openapi?format=json").jsonPath().getMap("paths");
        SortedSet<String> names = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(key -> Set.of("get", "post", "put", "patch", "delete").contains(key))
                .forEach(method -> names.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return names;
    }
}
