package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.deploy.local.demo.Door;
import org.junit.jupiter.api.Test;

/** Bad input gets a clear problem document (RFC 9457) and changes nothing. */
@Replicas(1)
class RefusalsST {

    private final Http http = new Http();

    @Test
    void aMisspeltParameterIsNamed(RunningRegistry registry) throws IOException {
        JsonNode problem = problem(400, http.get(registry.run().publicApi() + "/v1/retirements?benficiary=x"));
        assertTrue(problem.toString().contains("benficiary"), problem.toString());
        assertEquals("unknown-parameter", problem.path("code").asText());
    }

    @Test
    void aNegativeQuantityIsRefused(RunningRegistry registry) throws IOException {
        Inventory.Block block = new Inventory(registry).issue(10);
        refused(registry, block, "invalid-quantity", order(block, "\"quantity\":-5"), "quantity");
    }

    @Test
    void aFractionOfACreditIsRefused(RunningRegistry registry) throws IOException {
        Inventory.Block block = new Inventory(registry).issue(10);
        refused(registry, block, null, order(block, "\"quantity\":1.5"), "quantity");
    }

    @Test
    void aSerialThatDoesNotExistIsRefused(RunningRegistry registry) throws IOException {
        Inventory.Block block = new Inventory(registry).issue(10);
        String project = block.project().split("-")[1];
        String number = block.name().split("-")[1];
        String beyond = "TST-KE-" + project + "-2018-" + number + "-10-11";
        refused(registry, block, "unknown-serial", order(block, "\"serials\":[\"" + beyond + "\"]"), "serials");
    }

    @Test
    void creditsOfAnotherOrganisationAreRefused(RunningRegistry registry) throws IOException {
        Inventory inventory = new Inventory(registry);
        Inventory.Block block = inventory.issue(10);
        String token = registry.run().token("holder");
        // From the owner's account, as somebody else
        String before = state(registry, block);
        JsonNode problem = problem(403, post(registry, token, order(block, "\"quantity\":5")));
        assertEquals("wrong-owner", problem.path("code").asText(), problem.toString());
        // From one's own account, naming serials of another
        String project = block.project().split("-")[1];
        String theirs = "TST-KE-" + project + "-2018-" + block.name().split("-")[1] + "-1-5";
        String order = order(block, "\"serials\":[\"" + theirs + "\"]")
                .replace('"' + block.account() + '"', '"' + inventory.account("holder") + '"');
        problem = problem(422, post(registry, token, order));
        assertEquals("not-held", problem.path("code").asText(), problem.toString());
        assertEquals(before, state(registry, block));
    }

    @Test
    void aBodyCutInTheMiddleIsRefused(RunningRegistry registry) throws IOException {
        Inventory.Block block = new Inventory(registry).issue(10);
        String whole = order(block, "\"quantity\":5");
        String before = state(registry, block);
        String cut = whole.substring(0, whole.length() / 2);
        JsonNode problem = problem(400, post(registry, registry.run().token(Inventory.OWNER), cut));
        assertEquals("malformed-body", problem.path("code").asText(), problem.toString());
        // And when the connection itself breaks off
        URI retirement = URI.create(registry.run().retirement());
        try (Socket socket = new Socket(retirement.getHost(), retirement.getPort())) {
            String head = "POST /v1/retirements HTTP/1.1\r\nHost: registry\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + registry.run().token(Inventory.OWNER) + "\r\n"
                    + "Content-Length: " + whole.length() + "\r\n\r\n" + cut;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
        assertEquals(before, state(registry, block));
    }

    private void refused(RunningRegistry registry, Inventory.Block block, String code, String order, String field)
            throws IOException {
        String before = state(registry, block);
        HttpResponse<String> answer = post(registry, registry.run().token(Inventory.OWNER), order);
        assertTrue(answer.statusCode() == 400 || answer.statusCode() == 422, answer.body());
        JsonNode problem = problem(answer.statusCode(), answer);
        assertTrue(code == null || code.equals(problem.path("code").asText()), problem.toString());
        assertTrue(problem.path("errors").path(0).path("pointer").asText().contains(field), problem.toString());
        assertEquals(before, state(registry, block));
    }

    private HttpResponse<String> post(RunningRegistry registry, String token, String order) throws IOException {
        return http.post(registry.run().retirement() + "/v1/retirements", token, order);
    }

    private static String order(Inventory.Block block, String selection) {
        return "{\"externalId\":\"refused-" + java.util.UUID.randomUUID() + "\",\"account\":\"" + block.account()
                + "\"," + selection + ",\"purpose\":\"voluntary\",\"beneficiary\":{\"name\":\"Nobody\"}}";
    }

    private static JsonNode problem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("application/problem+json"), type);
        JsonNode problem = Http.parse(answer.body());
        for (String member : new String[] {"type", "title", "detail", "instance", "code"}) {
            assertTrue(problem.path(member).asText().length() > 2, member + " is missing: " + problem);
        }
        assertEquals(status, problem.path("status").asInt());
        return problem;
    }

    /** What the ledger and the owner's retirements look like. */
    private static String state(RunningRegistry registry, Inventory.Block block) {
        JsonNode audit = new Totals(registry).assertAuditorClean();
        return audit.path("movements") + " " + audit.path("byKind") + " "
                + new Inventory(registry).held(Inventory.OWNER, block) + " "
                + registry.client()
                        .get(Door.RETIREMENT, "auditor", "/v1/retirements?status=completed&limit=1")
                        .orRefused()
                        .path("items");
    }
}
