package org.carbonregistry.deploy.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;
import org.carbonregistry.deploy.local.replay.Reconciliation.Figure;

/** Counts again what was brought in, in the files, in the ledger and in public, and compares. */
final class Reconcile {

    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final int SHOWN = 20;

    private final RegistryClient client;
    private final SourceFacts facts;
    private final SourceLedger source;
    private final ReplayPlan plan;

    Reconcile(RegistryClient client, SourceFacts facts, SourceLedger source, ReplayPlan plan) {
        this.client = client;
        this.facts = facts;
        this.source = source;
        this.plan = plan;
    }

    /**
     * Does so.
     *
     * @param names public names of the blocks, see {@link IssueBlocks}
     * @param completed retirements that retirement-service completed
     * @param refused rows that a service refused
     */
    Reconciliation run(Map<String, String> names, long completed, List<RejectedRow> refused)
            throws InterruptedException {
        JsonNode open = caughtUp();
        JsonNode audit = client.get(Door.ACCOUNT, "auditor", "/v1/audit").orRefused();
        JsonNode ledger = ofProgram(audit);
        JsonNode byKind = ledger.path("byKind");
        long retired =
                source.retirements().stream().mapToLong(RetirementRow::quantity).sum();
        long active = source.active().stream()
                .mapToLong(row -> row.serial().quantity())
                .sum();
        List<Figure> figures = List.of(
                new Figure("projects", projects(), (long) plan.projects().size(), null, value(open, "projects")),
                new Figure(
                        "blocks",
                        blocks(),
                        (long) plan.blocks().size(),
                        value(ledger, "blocks"),
                        value(open, "blocks")),
                new Figure(
                        "units issued",
                        retired + active,
                        plan.issued(),
                        value(ledger, "issued"),
                        value(open, "issued")),
                new Figure("units retired", retired, plan.retired(), value(byKind, "retired"), value(open, "retired")),
                new Figure(
                        "retirements",
                        (long) source.retirements().size(),
                        (long) plan.retirements().size(),
                        completed,
                        value(open, "retirements")),
                new Figure(
                        "units active",
                        active,
                        plan.issued() - plan.retired(),
                        value(byKind, "ordinary"),
                        value(open, "active")),
                new Figure(
                        "rows rejected",
                        (long) source.rejected().size(),
                        (long) plan.rejected().size(),
                        (long) plan.rejected().size() + refused.size(),
                        null));
        List<String> findings = new ArrayList<>();
        audit.path("findings").forEach(finding -> findings.add(finding.toString()));
        return new Reconciliation(figures, findings, differentBlocks(names));
    }

    /** The public figures as soon as they are what they should be, or as they are after a minute. */
    private JsonNode caughtUp() throws InterruptedException {
        Instant end = Instant.now().plus(CATCH_UP);
        while (true) {
            JsonNode open = client.get(Door.PUBLIC, null, "/v1/statistics?program=" + facts.program())
                    .orRefused();
            boolean there = open.path("retired").asLong() == plan.retired()
                    && open.path("issued").asLong() == plan.issued()
                    && open.path("retirements").asLong() == plan.retirements().size();
            if (there || Instant.now().isAfter(end)) {
                return open;
            }
            Thread.sleep(200);
        }
    }

    private JsonNode ofProgram(JsonNode audit) {
        for (JsonNode program : audit.path("byProgram")) {
            if (program.path("program").asText().equals(facts.program())) {
                return program;
            }
        }
        throw new IllegalStateException("The audit does not know " + facts.program());
    }

    /** Each block as everybody sees it: period, issued, retired, active. */
    private List<String> differentBlocks(Map<String, String> names) {
        Map<String, JsonNode> open = new HashMap<>();
        for (JsonNode block : client.getLines(Door.PUBLIC, null, "/v1/blocks?program=" + facts.program())) {
            open.put(block.path("id").asText(), block);
        }
        List<String> different = new ArrayList<>();
        for (PlannedBlock planned : plan.blocks()) {
            String name = names.get(planned.externalId(facts.registry()));
            JsonNode block = open.remove(name);
            String wanted = cells(
                    facts.program() + "-" + planned.project(),
                    planned.start().toString(),
                    planned.end().toString(),
                    planned.issued().toString(),
                    planned.quantity(),
                    planned.retired(),
                    planned.quantity() - planned.retired());
            String shown = block == null
                    ? "nothing"
                    : cells(
                            block.path("project").asText(),
                            block.path("vintageStart").asText(),
                            block.path("vintageEnd").asText(),
                            block.path("effectiveDate").asText(),
                            block.path("issued").asLong(),
                            block.path("retired").asLong(),
                            block.path("active").asLong());
            if (!wanted.equals(shown)) {
                different.add(name + " should be " + wanted + ", is " + shown);
            }
        }
        open.keySet().forEach(name -> different.add(name + " is in no row of the source"));
        return different.size() > SHOWN ? different.subList(0, SHOWN) : different;
    }

    private static String cells(
            String project, String start, String end, String issued, long quantity, long retired, long active) {
        return project + " " + start + "/" + end + " of " + issued + ": issued " + quantity + ", retired " + retired
                + ", active " + active;
    }

    private long projects() {
        return Stream.concat(
                        source.active().stream().map(row -> row.project().id()),
                        source.retirements().stream().map(row -> row.project().id()))
                .distinct()
                .count();
    }

    private long blocks() {
        return Stream.concat(
                        source.active().stream().map(row -> row.project().id() + " " + row.vintageEnd()),
                        source.retirements().stream().map(row -> row.project().id() + " " + row.vintageEnd()))
                .distinct()
                .count();
    }

    private static Long value(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asLong() : null;
    }
}
