package org.carbonregistry.deploy.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;
import org.carbonregistry.deploy.local.demo.ServiceRefused;

/**
 * Registers what a ledger needs before its first project: the programme with its source, the methodologies, and one account
 * for all holders, whom the source does not name. What is there already is left as it is.
 */
final class OpenProgram {

    /** The organisation of the demo user {@code importer}. */
    private static final String HOLDERS = "source-ledger";

    /** No country: the source does not say where its holders are. */
    private static final String NO_COUNTRY = "ZZ";

    private final RegistryClient client;
    private final SourceFacts facts;

    OpenProgram(RegistryClient client, SourceFacts facts) {
        this.client = client;
        this.facts = facts;
    }

    /**
     * Does so.
     *
     * @return the account
     * @throws IllegalStateException when there is a programme of this code that is not open for this source
     */
    String run(ReplayPlan plan) {
        put(Door.ISSUANCE, "/v1/programs", facts.program(plan));
        requireOpen();
        facts.methodologies(plan).forEach(this::putMethodology);
        put(
                Door.ACCOUNT,
                "/v1/organisations",
                new TreeMap<>(Map.of(
                        "code", HOLDERS,
                        "name", "Holders not stated by " + facts.registry(),
                        "country", NO_COUNTRY)));
        return account();
    }

    private void requireOpen() {
        JsonNode program = client.get(Door.ISSUANCE, "registrar", "/v1/programs/" + facts.program())
                .orRefused();
        boolean open = program.path("importState").asText().equals("open");
        boolean ours = program.path("sourceRegistry").asText().equals(facts.registry());
        if (!open || !ours) {
            throw new IllegalStateException("The programme " + facts.program() + " is there, its source is "
                    + program.path("sourceRegistry").asText() + " and its import is "
                    + program.path("importState").asText() + ": take another code with --program");
        }
    }

    private void putMethodology(Map<String, Object> methodology) {
        put(Door.ISSUANCE, "/v1/methodologies", methodology);
        String code = methodology.get("code").toString();
        JsonNode there = client.get(Door.ISSUANCE, "registrar", "/v1/methodologies/" + code.replace("/", "%2F"))
                .orRefused();
        if (!there.path("program").asText().equals(facts.program())) {
            throw new IllegalStateException("The methodology " + code + " belongs to the programme "
                    + there.path("program").asText());
        }
    }

    private void put(Door door, String path, Map<String, Object> thing) {
        Answer answer = client.post(door, "registrar", path, thing);
        if (answer.status() != 409) {
            answer.orRefused();
        }
    }

    private String account() {
        String name = "not stated (" + facts.program() + ")";
        String list = "/v1/accounts?limit=1000&organisation=" + HOLDERS;
        for (JsonNode account :
                client.get(Door.ACCOUNT, "registrar", list).orRefused().path("items")) {
            if (account.path("name").asText().equals(name)) {
                return account.path("id").asText();
            }
        }
        Answer opened = client.post(
                Door.ACCOUNT,
                "registrar",
                "/v1/accounts",
                new TreeMap<>(
                        Map.of("organisation", HOLDERS, "kind", "holding", "name", name, "notStated", List.of("kyc"))),
                "replay-account-" + facts.program());
        if (!opened.isFine()) {
            throw new ServiceRefused(opened);
        }
        return opened.body().path("id").asText();
    }
}
