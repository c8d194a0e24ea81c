package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A text of its own in every private field, looked for in everything that is public. */
@Replicas(1)
class CanaryST {

    private static final String OPEN_PROJECT = "Sun for everybody to see";
    private static final String OPEN_BENEFICIARY = "Society of the seen";
    private static final String DOCUMENT = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    private final Map<String, String> canaries = new TreeMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** A text that stands in one private field alone; small letters, digits and dashes, so that any field takes it. */
    private String canary(String field) {
        return canaries.computeIfAbsent(field, name -> "canary-" + run + "-" + name);
    }

    @Test
    void nothingPrivateIsInAnythingPublic(RunningRegistry registry) throws IOException {
        // Given
        new Inventory(registry);
        Client client = new Client(registry);
        String program = "TST";
        String account = client.account(canary("organisation"), canary("organisation-name"), canary("identifier"));
        String project = client.issue(program);
        String block = client.block;
        client.transfer(account, block);
        String serial = client.retireForAPerson(account, block);
        client.retireForAnOrganisation(account, block);
        client.whatGoesNoFurther(program, project, account, block);
        // When
        PublicSurface open = new PublicSurface(registry);
        Http http = new Http();
        Awaitility.await("the public sees both retirements")
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> http.lines(registry.run().publicApi() + "/v1/retirements?project=" + project, null)
                                .size()
                        == 2);
        List<JsonNode> retirements =
                http.lines(registry.run().publicApi() + "/v1/retirements?project=" + project, null);
        Map<String, List<String>> examples = Map.of(
                "project", List.of(project),
                "block", List.of(block),
                "serial", List.of(serial),
                "certificateNumber",
                        retirements.stream()
                                .map(retirement ->
                                        retirement.path("certificateNumber").asText())
                                .toList());
        Map<String, String> read = new TreeMap<>(open.topics());
        read.putAll(open.web(examples));
        read.putAll(open.logs(registry.data()));
        // Then
        List<String> leaks = new ArrayList<>();
        canaries.forEach((field, text) -> read.forEach((place, whole) -> {
            if (whole.contains(text)) {
                leaks.add(field + " in " + place);
            }
        }));
        read.forEach((place, whole) -> {
            if (whole.matches("(?s).*\\b" + account + "\\b.*")) {
                leaks.add("account number in " + place);
            }
        });
        assertEquals(String.join("\n", List.of()), String.join("\n", leaks));
        // And the search would have found it
        for (String place : List.of(
                "topic registry.projects",
                "GET /v1/projects as application/json",
                "GET /v1/projects as text/csv",
                "GET /v1/projects as application/x-ndjson",
                "page /projects/" + project)) {
            assertTrue(read.get(place).contains(OPEN_PROJECT), place);
        }
        for (String place : List.of(
                "topic registry.retirements",
                "GET /v1/retirements as application/json",
                "GET /v1/retirements as text/csv",
                "GET /v1/retirements as application/x-ndjson")) {
            assertTrue(read.get(place).contains(OPEN_BENEFICIARY), place);
        }
        for (String place : List.of("topic registry.credits", "topic registry.ledger")) {
            assertTrue(read.get(place).contains(block), place);
        }
    }

    /** Everybody who acts is a canary, too. */
    private final class Client {

        private final RunningRegistry registry;
        private final Http http = new Http();
        private String block;

        Client(RunningRegistry registry) {
            this.registry = registry;
        }

        private JsonNode post(String url, String token, String body) throws IOException {
            var answer = http.post(url, token, body);
            assertTrue(
                    answer.statusCode() / 100 == 2,
                    url + " " + body + " answers " + answer.statusCode() + " " + answer.body());
            return answer.body().isBlank() ? null : Http.parse(answer.body());
        }

        private String token(String person, String organisation, String... roles) {
            return registry.token(canary(person), organisation, roles);
        }

        private String registrar() {
            return token("registrar", "registry", "registrar");
        }

        private String developer() {
            return token("developer", "green-valley", "developer", "holder");
        }

        private String holder() {
            return token("holder", canary("organisation"), "holder");
        }

        private String verifier() {
            return token("verifier", "carbon-check", "verifier");
        }

        String account(String organisation, String name, String identifier) throws IOException {
            String accounts = registry.run().account();
            post(
                    accounts + "/v1/organisations",
                    registrar(),
                    "{\"code\":\"%s\",\"name\":\"%s\",\"country\":\"KE\",\"identifier\":\"%s\"}"
                            .formatted(organisation, name, identifier));
            canaries.put(
                    "kyc-evidence",
                    UUID.randomUUID().toString().replace("-", "").repeat(2));
            return post(
                            accounts + "/v1/accounts",
                            registrar(),
                            "{\"organisation\":\"%s\",\"kind\":\"holding\",\"name\":\"%s\",\"kycEvidenceSha256\":\"%s\",\"kycDate\":\"2024-02-29\"}"
                                    .formatted(organisation, canary("account-name"), canary("kyc-evidence")))
                    .path("id")
                    .asText();
        }

        private String project(String program, String name, String externalId) throws IOException {
            return post(
                            registry.run().issuance() + "/v1/projects",
                            developer(),
                            """
                            {"program":"%s","name":"%s","country":"KE","type":"renewable-energy","externalId":"%s",
                             "methodology":"TST-ENERGY","methodologyVersion":"1.0",
                             "creditingStart":"2016-01-01","creditingEnd":"2035-12-31"}"""
                                    .formatted(program, name, canary(externalId)))
                    .path("id")
                    .asText();
        }

        private String verified(String project, String externalId, int year) throws IOException {
            return post(
                            registry.run().issuance() + "/v1/projects/" + project + "/verifications",
                            verifier(),
                            """
                            {"vvb":"carbon-check","externalId":"%s","periodStart":"%d-01-01","periodEnd":"%d-12-31",
                             "vintages":[{"start":"%d-01-01","end":"%d-12-31","quantity":100}],"documentSha256":"%s"}"""
                                    .formatted(canary(externalId), year, year, year, year, DOCUMENT))
                    .path("id")
                    .asText();
        }

        private String requested(String verification, String externalId) throws IOException {
            return registry.run().issuance() + "/v1/issuances/"
                    + post(
                                    registry.run().issuance() + "/v1/issuances",
                                    developer(),
                                    "{\"verification\":\"%s\",\"account\":\"A1001\",\"notIssuedElsewhere\":true,\"externalId\":\"%s\"}"
                                            .formatted(verification, canary(externalId)))
                            .path("id")
                            .asText();
        }

        String issue(String program) throws IOException {
            String id = project(program, OPEN_PROJECT, "project-external-id");
            String path = registry.run().issuance() + "/v1/projects/" + id;
            post(path + "/list", developer(), "");
            post(
                    path + "/validations",
                    verifier(),
                    """
                    {"vvb":"carbon-check","date":"2017-06-01","creditingStart":"2016-01-01","creditingEnd":"2035-12-31",
                     "documentSha256":"%s","opinion":"The design is sound."}"""
                            .formatted(DOCUMENT));
            post(path + "/register", registrar(), "");
            String issuance = requested(verified(id, "verification-external-id", 2018), "issuance-external-id");
            post(issuance + "/approve", registrar(), "");
            Awaitility.await("the block is open")
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> {
                        JsonNode seen = http.read(issuance, registrar());
                        block = seen.path("blocks").path(0).path("block").asText();
                        return seen.path("status").asText().equals("issued");
                    });
            return id;
        }

        void transfer(String account, String block) throws IOException {
            String transfers = registry.run().account() + "/v1/transfers";
            String offer =
                    "{\"externalId\":\"%s\",\"fromAccount\":\"A1001\",\"toAccount\":\"%s\",\"block\":\"%s\",\"quantity\":50,\"message\":\"%s\"}";
            String id = post(
                            transfers,
                            developer(),
                            offer.formatted(canary("transfer-external-id"), account, block, canary("transfer-message")))
                    .path("id")
                    .asText();
            post(transfers + "/" + id + "/accept", holder(), "");
        }

        String retireForAPerson(String account, String block) throws IOException {
            JsonNode retired = post(
                    registry.run().retirement() + "/v1/retirements",
                    holder(),
                    """
                    {"externalId":"%s","account":"%s","block":"%s","quantity":3,"purpose":"voluntary",
                     "beneficiary":{"kind":"person","name":"%s","identifier":"%s","country":"KE"}}"""
                            .formatted(
                                    canary("retirement-external-id"),
                                    account,
                                    block,
                                    canary("person-name"),
                                    canary("person-identifier")));
            assertEquals("completed", retired.path("status").asText(), retired.toString());
            return retired.path("serials").path(0).asText();
        }

        void retireForAnOrganisation(String account, String block) throws IOException {
            JsonNode retired = post(
                    registry.run().retirement() + "/v1/retirements",
                    holder(),
                    """
                    {"externalId":"%s","account":"%s","block":"%s","quantity":2,"purpose":"voluntary",
                     "beneficiary":{"kind":"organisation","name":"%s","country":"KE"}}"""
                            .formatted(canary("second-external-id"), account, block, OPEN_BENEFICIARY));
            assertEquals("completed", retired.path("status").asText(), retired.toString());
        }

        /** A draft, a refused order, a rejected request, a rejected offer, a suspension. */
        void whatGoesNoFurther(String program, String project, String account, String block) throws IOException {
            project(program, canary("draft-name"), "draft-external-id");
            String issuance = requested(verified(project, "second-verification", 2019), "rejected-external-id");
            post(issuance + "/reject", registrar(), "{\"reason\":\"" + canary("issuance-reason") + "\"}");
            var refused = http.post(
                    registry.run().retirement() + "/v1/retirements",
                    holder(),
                    """
                    {"externalId":"%s","account":"%s","block":"%s","quantity":4000,"purpose":"voluntary",
                     "reason":"%s","message":"%s","beneficiary":{"kind":"organisation","name":"%s"}}"""
                            .formatted(
                                    canary("refused-external-id"),
                                    account,
                                    block,
                                    canary("refused-reason"),
                                    canary("refused-message"),
                                    canary("refused-beneficiary")));
            assertEquals(422, refused.statusCode(), refused.body());
            String suspend = registry.run().account() + "/v1/accounts/" + account + "/suspend";
            post(suspend, registrar(), "{\"reason\":\"" + canary("suspension-reason") + "\"}");
        }
    }
}
