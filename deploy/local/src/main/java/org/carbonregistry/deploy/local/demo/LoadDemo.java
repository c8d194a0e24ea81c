package org.carbonregistry.deploy.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.local.RunFile;

/**
 * Loads the demo registry of {@code demo-registry.json} through the services' public interfaces, as the demo users: three
 * programmes, a dozen projects on their whole way, transfers and retirements. Everything is looked up or named, so a second
 * run changes nothing.
 */
public final class LoadDemo {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RegistryClient client;
    private final PrintStream out;
    private final Map<String, String> accounts = new HashMap<>();

    private LoadDemo(RegistryClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    /**
     * Called on the first start, when all services are ready. When it fails, the next start calls it again.
     *
     * @param registry where the services are, and tokens for the demo users
     * @throws ServiceRefused with the problem document when a service refuses a step
     */
    public static void run(RunFile registry) {
        new LoadDemo(new RegistryClient(registry, PATIENCE), System.out).load(data());
    }

    private void load(JsonNode demo) {
        // Accounts first: on a fresh registry they are then always A1001 to A1005, as the story in README.md has it.
        for (JsonNode organisation : demo.path("organisations")) {
            register(Door.ACCOUNT, "organisation", "/v1/organisations", organisation);
        }
        for (JsonNode account : demo.path("accounts")) {
            openAccount(account);
        }
        for (JsonNode program : demo.path("programs")) {
            register(Door.ISSUANCE, "programme", "/v1/programs", program);
        }
        for (JsonNode methodology : demo.path("methodologies")) {
            register(Door.ISSUANCE, "methodology", "/v1/methodologies", methodology);
        }
        for (JsonNode vvb : demo.path("vvbs")) {
            register(Door.ISSUANCE, "verification body", "/v1/vvbs", vvb);
        }
        List<String> issuances = new ArrayList<>();
        for (JsonNode project : demo.path("projects")) {
            issuances.add(bringToIssuance(project));
        }
        for (String issuance : issuances) {
            client.await(Door.ISSUANCE, "registrar", issuance, seen -> seen.path("status")
                    .asText()
                    .equals("issued"));
        }
        for (JsonNode transfer : demo.path("transfers")) {
            transfer(transfer);
        }
        for (JsonNode retirement : demo.path("retirements")) {
            retire(retirement);
        }
    }

    private void register(Door door, String what, String path, JsonNode thing) {
        Answer answer = client.post(door, "registrar", path, thing);
        boolean there = answer.status() == 409;
        if (!there) {
            answer.orRefused();
        }
        say(what + " " + thing.path("code").asText(), there);
    }

    private void openAccount(JsonNode account) {
        String organisation = account.path("organisation").asText();
        JsonNode open = client.get(Door.ACCOUNT, "registrar", "/v1/accounts?organisation=" + organisation)
                .orRefused()
                .path("items");
        boolean there = open.size() > 0;
        String id;
        if (there) {
            id = open.path(0).path("id").asText();
        } else {
            ObjectNode body = account.deepCopy();
            body.remove("user");
            body.put("kycEvidenceSha256", sha256("kyc " + organisation)).put("kycDate", "2024-01-15");
            id = client.post(Door.ACCOUNT, "registrar", "/v1/accounts", body, "demo-account-" + organisation)
                    .orRefused()
                    .path("id")
                    .asText();
        }
        accounts.put(organisation, id);
        say("account " + id + " of " + organisation, there);
    }

    /** Returns the path of its approved issuance. */
    private String bringToIssuance(JsonNode demo) {
        JsonNode asked = demo.path("project");
        String developer = demo.path("user").asText();
        String id = asked.path("program").asText() + "-" + asked.path("code").asText();
        String path = "/v1/projects/" + id;
        Answer known = client.get(Door.ISSUANCE, "registrar", path);
        if (known.status() == 404) {
            client.post(Door.ISSUANCE, developer, "/v1/projects", asked).orRefused();
        } else {
            known.orRefused();
        }
        String status = status(path);
        if (status.equals("draft")) {
            client.post(Door.ISSUANCE, developer, path + "/list", null).orRefused();
        }
        if (!status.equals("registered")) {
            if (!status.equals("validated")) {
                String verifier = personOf(demo.path("validator"));
                client.post(Door.ISSUANCE, verifier, path + "/validations", validation(demo, id))
                        .orRefused();
            }
            client.post(Door.ISSUANCE, "registrar", path + "/register", null).orRefused();
        }
        String issuance = issue(demo, id, developer);
        say("project " + id + " " + asked.path("name").asText(), known.isFine());
        return issuance;
    }

    /** The demo user who acts for a body. */
    private static String personOf(JsonNode body) {
        return body.asText().equals("carbon-check") ? "verifier" : "verifier2";
    }

    private String status(String path) {
        return client.get(Door.ISSUANCE, "registrar", path)
                .orRefused()
                .path("status")
                .asText();
    }

    private static ObjectNode validation(JsonNode demo, String id) {
        return JSON.createObjectNode()
                .put("vvb", demo.path("validator").asText())
                .put("date", "2021-06-01")
                .put(
                        "creditingStart",
                        demo.path("project").path("creditingStart").asText())
                .put("creditingEnd", demo.path("project").path("creditingEnd").asText())
                .put("documentSha256", sha256("validation " + id))
                .put("opinion", "The design is sound.");
    }

    private String issue(JsonNode demo, String id, String developer) {
        JsonNode vintages = demo.path("vintages");
        JsonNode verified = client.get(Door.ISSUANCE, "verifier", "/v1/projects/" + id + "/verifications")
                .orRefused()
                .path("items");
        String verification;
        if (verified.size() > 0) {
            verification = verified.path(0).path("id").asText();
        } else {
            ObjectNode asked = JSON.createObjectNode()
                    .put("vvb", demo.path("verifier").asText())
                    .put("periodStart", vintages.path(0).path("start").asText())
                    .put(
                            "periodEnd",
                            vintages.path(vintages.size() - 1).path("end").asText())
                    .put("documentSha256", sha256("verification " + id));
            asked.set("vintages", vintages);
            if (demo.path("risk").isInt()) {
                asked.put("riskRatingBasisPoints", demo.path("risk").asInt()).put("riskRatingDate", "2024-03-01");
            }
            String verifier = personOf(demo.path("verifier"));
            verification = client.post(Door.ISSUANCE, verifier, "/v1/projects/" + id + "/verifications", asked)
                    .orRefused()
                    .path("id")
                    .asText();
        }
        String organisation = developer.equals("developer") ? "green-valley" : "blue-mangrove";
        ObjectNode request = JSON.createObjectNode()
                .put("verification", verification)
                .put("account", accounts.get(organisation))
                .put("notIssuedElsewhere", true)
                .put("externalId", "demo-issuance-" + id);
        JsonNode issuance =
                client.post(Door.ISSUANCE, developer, "/v1/issuances", request).orRefused();
        String path = "/v1/issuances/" + issuance.path("id").asText();
        Answer approved = client.post(Door.ISSUANCE, "registrar", path + "/approve", null);
        if (approved.status() != 409) {
            approved.orRefused();
        }
        return path;
    }

    private void transfer(JsonNode demo) {
        ObjectNode asked = JSON.createObjectNode()
                .put("externalId", demo.path("id").asText())
                .put("fromAccount", accounts.get(demo.path("from").asText()))
                .put("toAccount", accounts.get(demo.path("to").asText()))
                .put("project", demo.path("project").asText())
                .put("quantity", demo.path("quantity").asLong());
        JsonNode proposed = client.post(Door.ACCOUNT, demo.path("user").asText(), "/v1/transfers", asked)
                .orRefused();
        String path = "/v1/transfers/" + proposed.path("id").asText();
        String status = client.get(Door.ACCOUNT, demo.path("user").asText(), path)
                .orRefused()
                .path("status")
                .asText();
        boolean waits = status.equals("proposed") && demo.path("acceptedBy").isTextual();
        if (waits) {
            client.post(Door.ACCOUNT, demo.path("acceptedBy").asText(), path + "/accept", null)
                    .orRefused();
        }
        say(
                demo.path("quantity") + " of " + demo.path("project").asText() + " from "
                        + demo.path("from").asText() + " to " + demo.path("to").asText(),
                !waits && !status.equals("proposed"));
    }

    private void retire(JsonNode demo) {
        ObjectNode asked = demo.path("retirement").deepCopy();
        asked.put("account", accounts.get(demo.path("organisation").asText()));
        JsonNode done = client.post(Door.RETIREMENT, demo.path("user").asText(), "/v1/retirements", asked)
                .orRefused();
        String path = "/v1/retirements/" + done.path("id").asText();
        JsonNode completed = client.await(Door.RETIREMENT, demo.path("user").asText(), path, r -> !r.path("status")
                .asText()
                .equals("requested"));
        if (!completed.path("status").asText().equals("completed")) {
            throw new ServiceRefused(new Answer(path, 422, completed));
        }
        say(
                "retirement " + completed.path("certificateNumber").asText() + " of "
                        + completed.path("quantity").asText() + " from "
                        + asked.path("project").asText(),
                false);
    }

    private void say(String what, boolean there) {
        out.println("  " + what + (there ? " (there already)" : ""));
    }

    private static JsonNode data() {
        try (InputStream data = LoadDemo.class.getResourceAsStream("demo-registry.json")) {
            return JSON.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands for a document that the demo does not have. */
    private static String sha256(String document) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
