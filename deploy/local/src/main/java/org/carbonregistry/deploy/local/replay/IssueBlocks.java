package org.carbonregistry.deploy.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/**
 * Registers the projects, verifies and issues their blocks: one registrar requests, another approves. Every request names
 * itself by what it brings in, so a second run is answered with what the first one made.
 */
final class IssueBlocks {

    private static final int CLIENTS = 8;

    private final RegistryClient client;
    private final SourceFacts facts;
    private final String account;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    IssueBlocks(RegistryClient client, SourceFacts facts, String account) {
        this.client = client;
        this.facts = facts;
        this.account = account;
    }

    /**
     * Does so.
     *
     * @return the public names of the blocks by {@link PlannedBlock#externalId}; all are open in the ledger
     */
    Map<String, String> run(ReplayPlan plan, Progress progress) throws InterruptedException {
        Map<String, List<PlannedBlock>> blocksOf =
                plan.blocks().stream().collect(Collectors.groupingBy(PlannedBlock::project));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (PlannedProject project : plan.projects()) {
                List<PlannedBlock> blocks = blocksOf.get(project.code());
                all.add(clients.submit(() -> {
                    bringIn(project, blocks);
                    progress.add(blocks.size());
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e.getCause());
        } finally {
            clients.shutdownNow();
        }
        awaitOpen();
        return names;
    }

    private void bringIn(PlannedProject project, List<PlannedBlock> blocks) {
        String id = client.post(Door.ISSUANCE, "registrar", "/v1/projects", facts.project(project))
                .orRefused()
                .path("id")
                .asText();
        for (VerifiedRun run : VerifiedRun.of(blocks)) {
            String verification = client.post(
                            Door.ISSUANCE,
                            "registrar",
                            "/v1/projects/" + id + "/verifications",
                            facts.verification(run))
                    .orRefused()
                    .path("id")
                    .asText();
            String issuance = client.post(
                            Door.ISSUANCE, "registrar", "/v1/issuances", facts.issuance(run, verification, account))
                    .orRefused()
                    .path("id")
                    .asText();
            Answer approved = client.post(Door.ISSUANCE, "registrar2", "/v1/issuances/" + issuance + "/approve", null);
            name(run, approved.orRefused().path("blocks"));
        }
    }

    private void name(VerifiedRun run, JsonNode opened) {
        for (int i = 0; i < run.blocks().size(); i++) {
            PlannedBlock planned = run.blocks().get(i);
            JsonNode block = opened.path(i);
            if (block.path("quantity").asLong() != planned.quantity()) {
                throw new IllegalStateException("Block " + block + " is not the planned one: " + planned.project() + " "
                        + planned.end() + ", " + planned.quantity());
            }
            names.put(planned.externalId(facts.registry()), block.path("block").asText());
        }
    }

    /** Until the ledger has opened every block. */
    private void awaitOpen() {
        client.await(Door.ISSUANCE, "registrar", "/v1/issuances?limit=1000&status=approved", page -> {
            for (JsonNode issuance : page.path("items")) {
                if (issuance.path("program").asText().equals(facts.program())) {
                    return false;
                }
            }
            return true;
        });
    }
}
