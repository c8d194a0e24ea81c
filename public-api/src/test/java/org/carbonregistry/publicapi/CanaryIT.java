package org.carbonregistry.publicapi;

import static io.restassured.RestAssured.given;
import static org.carbonregistry.publicapi.Facts.part;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.publish;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

/** What is private is in no public answer, even if some service published it by mistake. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class CanaryIT {

    private static final String CANARY = "canary7f3b";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    @Inject
    Pool pool;

    @Test
    void privateFieldsAppearInNoPublicAnswer() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        UUID retirement = UUID.randomUUID();
        UUID pending = UUID.randomUUID();
        publish(
                facts.registered(),
                facts.methodology("M-" + facts.program),
                with(facts.project(1, "Solar park", "KE", "solar", "M-" + facts.program), "actor"),
                with(facts.verified(1, 2, 1000), "verifierPerson"),
                with(facts.issued(block, 0), "account"),
                with(facts.opened(block, 0), "account"),
                with(facts.moved(block, 2, 1, 10), "toAccount"),
                with(facts.retired(block, 3, retirement, 1, 10), "fromAccount"),
                with(facts.retired(block, 4, pending, 11, 12), "organisation"),
                with(
                        facts.completed(
                                retirement,
                                new Beneficiary("person", CANARY, CANARY, "KE", "P-17", CANARY),
                                "voluntary",
                                null,
                                part(block, 3, 1, 10)),
                        "account"),
                Message.fact(
                        MessageType.ACCOUNT_OPENED,
                        "A-" + facts.program,
                        1,
                        Instant.now(),
                        new AccountChanged(
                                "A-" + facts.program, 1, CANARY, "holding", null, CANARY, "open", Instant.now())));
        awaitCount(pool, 1, "select count(*) from retirement where program = $1", facts.program);
        awaitCount(pool, 12, "select coalesce(sum(retired), 0)::bigint from block where program = $1", facts.program);
        awaitCount(pool, 2, "select count(*) from project_event where project = $1", facts.project(1));
        Map<String, List<String>> known = Map.of(
                "/v1/projects/{id}", List.of(facts.project(1)),
                "/v1/blocks/{id}", List.of(block.block()),
                "/v1/blocks/{id}/source-ranges", List.of(block.block()),
                "/v1/retirements/{certificateNumber}",
                        List.of(facts.program + "-R-1", retirement.toString(), pending.toString()),
                "/v1/serials/{serial}", List.of(facts.program + "-KE-1-2023-1-1-20"));
        int asked = 0;
        Map<String, Map<String, Object>> paths = JsonPath.from(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString())
                .getMap("paths");
        for (String path : paths.keySet()) {
            if (!paths.get(path).containsKey("get") || path.startsWith("/v1/rebuilds")) {
                continue;
            }
            boolean named = PARAMETER.matcher(path).find();
            assertTrue(!named || known.containsKey(path), "say what fills " + path);
            for (String value : named ? known.get(path) : List.of("")) {
                String filled = PARAMETER.matcher(path).replaceAll(Matcher.quoteReplacement(value));
                for (String form : List.of("application/json", "text/csv", "application/x-ndjson", "text/html")) {
                    String query = named ? "" : "?program=" + facts.program;
                    Response answer = given().accept(form).get(filled + query);
                    if (answer.statusCode() == 400) {
                        answer = given().accept(form).get(filled);
                    }
                    assertFalse(answer.asString().contains(CANARY), form + " " + filled);
                    asked += answer.statusCode() == 200 ? 1 : 0;
                }
            }
        }
        assertTrue(asked >= 15, asked + " answers");
        String shown = given().get("/v1/retirements/" + facts.program + "-R-1").asString();
        assertTrue(shown.contains("P-17"), shown);
        assertNull(JsonPath.from(shown).getString("beneficiary.country"), shown);
        assertNotNull(JsonPath.from(shown).getString("certificateNumber"));
    }

    @Test
    void privateFieldsAreNotEvenKept() {
        privateFieldsAppearInNoPublicAnswer();
        for (String table : List.of(
                "program",
                "methodology",
                "vvb",
                "project",
                "project_event",
                "block",
                "issuance_decision",
                "block_source_range",
                "unit_event",
                "retirement",
                "retirement_part",
                "parked_fact")) {
            awaitCount(pool, 0, "select count(*) from " + table + " t where t::text like '%" + CANARY + "%'");
        }
    }

    /** The same message with one field more than its type has. */
    private static Message with(Message message, String field) {
        String data = new String(message.data(), StandardCharsets.UTF_8);
        String more = data.substring(0, data.length() - 1) + ",\"" + field + "\":\"" + CANARY + "\"}";
        return new Message(
                message.id(),
                message.type(),
                message.key(),
                message.stream(),
                message.number(),
                message.lastNumber(),
                message.time(),
                more.getBytes(StandardCharsets.UTF_8),
                message.traceparent());
    }
}
