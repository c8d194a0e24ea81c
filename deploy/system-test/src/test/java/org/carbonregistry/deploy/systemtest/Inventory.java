package org.carbonregistry.deploy.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/**
 * Fresh credits for a test, brought into being through the public interfaces as any credit is. They are of a programme of
 * the tests' own, so that the numbers in the README's story stay as they are.
 */
final class Inventory {

    /** The developer's organisation holds what {@link #issue} issues. */
    static final String OWNER = "developer";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCUMENT = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    private final RegistryClient client;

    Inventory(RunningRegistry registry) {
        this.client = registry.client();
        register(
                "/v1/programs",
                """
                {"code":"TST","name":"Programme of the tests","scope":"global","countries":[],"unitKilograms":1000,
                 "projectTypes":[{"code":"renewable-energy","name":"Renewable energy","sector":"energy",
                   "nature":"reduction","natureBased":false}],
                 "oldestVintage":2015,"vintageMayCrossYear":false,"bufferAppliesTo":"none",
                 "bufferMinimumBasisPoints":0,"requireDifferentBodies":false,"mayBeNotStated":[]}""");
        register(
                "/v1/methodologies",
                """
                {"code":"TST-ENERGY","program":"TST","name":"Renewable energy","projectTypes":["renewable-energy"],
                 "versions":[{"version":"1.0","validFrom":"2015-01-01","validTo":null}]}""");
    }

    /**
     * A block that was just issued.
     *
     * @param name as in {@code TST-7}
     * @param account the account of {@link #OWNER} that holds all of it
     */
    record Block(String name, String project, String account, long quantity) {}

    /** Registers a project and has one block of this many units issued to {@link #OWNER}. */
    Block issue(long quantity) {
        return issue(1, quantity).get(0);
    }

    /** Registers a project and has blocks of this many units each issued to {@link #OWNER}, of one vintage each. */
    List<Block> issue(int blocks, long quantity) {
        ObjectNode project = object(
                """
                {"program":"TST","name":"Sun on a roof","country":"KE","type":"renewable-energy",
                 "methodology":"TST-ENERGY","methodologyVersion":"1.0",
                 "creditingStart":"2016-01-01","creditingEnd":"2035-12-31"}""");
        project.put("externalId", UUID.randomUUID().toString());
        String id =
                post(Door.ISSUANCE, OWNER, "/v1/projects", project).path("id").asText();
        post(Door.ISSUANCE, OWNER, "/v1/projects/" + id + "/list", null);
        post(
                Door.ISSUANCE,
                "verifier",
                "/v1/projects/" + id + "/validations",
                object(
                        """
                {"vvb":"carbon-check","date":"2017-06-01","creditingStart":"2016-01-01","creditingEnd":"2035-12-31",
                 "documentSha256":"%s","opinion":"The design is sound."}"""
                                .formatted(DOCUMENT)));
        post(Door.ISSUANCE, "registrar", "/v1/projects/" + id + "/register", null);
        String account = account(OWNER);
        String issuance = requestIssuance(id, account, blocks, quantity);
        post(Door.ISSUANCE, "registrar", issuance + "/approve", null);
        JsonNode issued = client.await(Door.ISSUANCE, "registrar", issuance, seen -> seen.path("status")
                .asText()
                .equals("issued"));
        return issued.path("blocks").findValuesAsText("block").stream()
                .map(block -> new Block(block, id, account, quantity))
                .toList();
    }

    private String requestIssuance(String project, String account, int blocks, long quantity) {
        ObjectNode verification = JSON.createObjectNode().put("vvb", "carbon-check");
        verification.put("externalId", UUID.randomUUID().toString());
        verification.put("periodStart", "2018-01-01").put("periodEnd", 2017 + blocks + "-12-31");
        for (int year = 2018; year < 2018 + blocks; year++) {
            verification
                    .withArray("/vintages")
                    .addObject()
                    .put("start", year + "-01-01")
                    .put("end", year + "-12-31")
                    .put("quantity", quantity);
        }
        verification.put("documentSha256", DOCUMENT);
        String verified = post(Door.ISSUANCE, "verifier", "/v1/projects/" + project + "/verifications", verification)
                .path("id")
                .asText();
        ObjectNode issuance = JSON.createObjectNode()
                .put("verification", verified)
                .put("account", account)
                .put("notIssuedElsewhere", true)
                .put("externalId", "issuance-" + verified);
        return "/v1/issuances/"
                + post(Door.ISSUANCE, OWNER, "/v1/issuances", issuance)
                        .path("id")
                        .asText();
    }

    /** The first account of a demo user's organisation. */
    String account(String user) {
        String organisation = Map.of("developer", "green-valley", "holder", "acme-air", "holder2", "nordic-retail")
                .get(user);
        return client.get(Door.ACCOUNT, user, "/v1/accounts?organisation=" + organisation)
                .orRefused()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    /** How many units of a block an account holds, reserved ones among them. */
    long held(String user, Block block) {
        JsonNode items = client.get(
                        Door.ACCOUNT, user, "/v1/accounts/" + account(user) + "/holdings?block=" + block.name())
                .orRefused()
                .path("items");
        return items.path(0).path("quantity").asLong();
    }

    private void register(String path, String thing) {
        Answer answer = client.post(Door.ISSUANCE, "registrar", path, object(thing));
        if (answer.status() != 409) {
            answer.orRefused();
        }
    }

    private JsonNode post(Door door, String user, String path, Object body) {
        return client.post(door, user, path, body).orRefused();
    }

    static ObjectNode object(String json) {
        return (ObjectNode) Http.parse(json);
    }
}
