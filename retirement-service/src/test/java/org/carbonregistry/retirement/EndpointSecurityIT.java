package org.carbonregistry.retirement;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.ext.web.Router;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.house.EndpointSecurity;
import org.carbonregistry.events.house.ForeignCall;
import org.junit.jupiter.api.BeforeAll;

@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class EndpointSecurityIT extends EndpointSecurity {

    private static final Set<String> READERS = Set.of("holder", "venue", "registrar", "auditor");
    private static final Set<String> HOLDER = Set.of("holder", "venue");

    @Inject
    Pool pool;

    /** Named here so that the application keeps the bean for the base class. */
    @Inject
    Router router;

    @BeforeAll
    static void sendLinesAsText() {
        RestAssured.config = RestAssured.config()
                .encoderConfig(encoderConfig().encodeContentTypeAs("application/x-ndjson", ContentType.TEXT));
    }

    @Override
    protected Map<String, Set<String>> allowed() {
        return Map.of(
                "POST /v1/retirements", HOLDER,
                "POST /v1/retirements/{id}/approve", Set.of("holder"),
                "POST /v1/retirements/{id}/reject", Set.of("holder"),
                "GET /v1/retirements", READERS,
                "GET /v1/retirements/{id}", READERS,
                "POST /v1/retirement-batches", HOLDER,
                "GET /v1/retirement-batches", READERS,
                "GET /v1/retirement-batches/{id}", READERS,
                "GET /v1/retirement-batches/{id}/outcomes", READERS);
    }

    @Override
    protected List<ForeignCall> foreignCalls() {
        RetirementWorld.ledger(pool);
        String retirement = holder().contentType(ContentType.JSON)
                .body(body(name(), "\"quantity\":1"))
                .post("/v1/retirements")
                .path("id");
        String batch = holder().contentType("application/x-ndjson")
                .body(body(name(), "\"quantity\":1"))
                .post("/v1/retirement-batches")
                .path("id");
        String stranger = TestTokens.token("otto", "other-org", "holder");
        String nobody = TestTokens.token("nob", null, "holder");
        String batches = "/v1/retirement-batches/" + batch;
        String more = body(name(), "\"quantity\":1");
        String owner = TestTokens.token("anna", "acme-air", "holder");
        return List.of(
                ForeignCall.hides("GET /v1/retirements", "/v1/retirements", stranger, owner, retirement),
                ForeignCall.hides("GET /v1/retirements", "/v1/retirements?account=A1001", stranger, owner, retirement),
                ForeignCall.hides("GET /v1/retirements", "/v1/retirements", nobody, owner, retirement),
                ForeignCall.hides("GET /v1/retirement-batches", "/v1/retirement-batches", stranger, owner, batch),
                ForeignCall.hides("GET /v1/retirement-batches", "/v1/retirement-batches", nobody, owner, batch),
                new ForeignCall("GET /v1/retirement-batches/{id}/outcomes", batches + "/outcomes", null, nobody, 404),
                new ForeignCall(
                        "POST /v1/retirements/{id}/approve",
                        "/v1/retirements/" + retirement + "/approve",
                        null,
                        stranger,
                        404),
                new ForeignCall(
                        "POST /v1/retirements/{id}/approve",
                        "/v1/retirements/" + retirement + "/approve",
                        null,
                        nobody,
                        404),
                new ForeignCall(
                        "POST /v1/retirements/{id}/reject",
                        "/v1/retirements/" + retirement + "/reject",
                        "{\"reason\":\"no\"}",
                        stranger,
                        404),
                new ForeignCall(
                        "POST /v1/retirements/{id}/reject",
                        "/v1/retirements/" + retirement + "/reject",
                        "{\"reason\":\"no\"}",
                        nobody,
                        404),
                new ForeignCall("POST /v1/retirements", "/v1/retirements", more, stranger, 403),
                new ForeignCall("POST /v1/retirements", "/v1/retirements", more, nobody, 403),
                new ForeignCall(
                        "POST /v1/retirements",
                        "/v1/retirements",
                        more,
                        TestTokens.token("vera", "acme-air", "venue"),
                        403),
                new ForeignCall("GET /v1/retirements/{id}", "/v1/retirements/" + retirement, null, stranger, 404),
                new ForeignCall("GET /v1/retirements/{id}", "/v1/retirements/" + retirement, null, nobody, 404),
                new ForeignCall("POST /v1/retirement-batches", "/v1/retirement-batches", more, nobody, 403),
                new ForeignCall("GET /v1/retirement-batches/{id}", batches, null, stranger, 404),
                new ForeignCall("GET /v1/retirement-batches/{id}", batches, null, nobody, 404),
                new ForeignCall(
                        "GET /v1/retirement-batches/{id}/outcomes", batches + "/outcomes", null, stranger, 404));
    }
}
