package org.carbonregistry.deploy.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/**
 * Sends the retirements in batches, in the order of their dates; while some batches are being worked on the next is sent. A
 * row's {@code externalId} is the file's checksum and its number, so a batch may be sent again at any time: what was retired
 * stays as it is.
 */
final class RetireRows {

    /** Whose user and organisation the account is. */
    static final String USER = "importer";

    private static final int UNFINISHED = 4;
    private static final int TIMES = 20;
    private static final Set<String> AGAIN = Set.of("unknown-account", "unknown-program", "account-suspended");

    /** A batch on its way. */
    private record Sent(String id, List<RetirementRow> rows) {}

    private final RegistryClient client;
    private final SourceFacts facts;
    private final SourceLedger source;
    private final String account;
    private final Map<String, String> blocks;
    private final Progress progress;
    private final Deque<Sent> unfinished = new ArrayDeque<>();
    private final List<RejectedRow> refused = new ArrayList<>();
    private final List<RejectedRow> refusedForNow = new ArrayList<>();
    private long finished;
    private long completed;

    RetireRows(
            RegistryClient client,
            SourceFacts facts,
            SourceLedger source,
            String account,
            Map<String, String> blocks,
            Progress progress) {
        this.client = client;
        this.facts = facts;
        this.source = source;
        this.account = account;
        this.blocks = blocks;
        this.progress = progress;
    }

    /**
     * Does so.
     *
     * @param lines of one batch
     * @return the rows that were refused, and why
     */
    List<RejectedRow> run(List<RetirementRow> rows, int lines) throws InterruptedException {
        List<RetirementRow> open = rows;
        for (int time = 0; time < TIMES && !open.isEmpty(); time++) {
            refusedForNow.clear();
            List<RetirementRow> again = new ArrayList<>();
            for (int from = 0; from < open.size(); from += lines) {
                if (unfinished.size() == UNFINISHED) {
                    finishOldest(again);
                }
                send(open.subList(from, Math.min(from + lines, open.size())));
            }
            while (!unfinished.isEmpty()) {
                finishOldest(again);
            }
            open = List.copyOf(again);
            if (!open.isEmpty()) {
                Thread.sleep(500);
            }
        }
        refused.addAll(refusedForNow);
        return List.copyOf(refused);
    }

    /** How many are completed. */
    long completed() {
        return completed;
    }

    private void send(List<RetirementRow> rows) {
        StringBuilder body = new StringBuilder();
        for (RetirementRow row : rows) {
            String block = blocks.get(
                    PlannedBlock.externalId(facts.registry(), row.project().id(), row.vintageEnd()));
            body.append(RegistryClient.write(facts.retirement(row, source.externalId(row), account, block)))
                    .append('\n');
        }
        String text = body.toString();
        JsonNode batch = client.postLines(
                        Door.RETIREMENT, USER, "/v1/retirement-batches", () -> BodyPublishers.ofString(text))
                .orRefused();
        unfinished.add(new Sent(batch.path("id").asText(), rows));
    }

    private void finishOldest(List<RetirementRow> again) throws InterruptedException {
        Sent oldest = unfinished.peek();
        String path = "/v1/retirement-batches/" + oldest.id();
        while (true) {
            JsonNode state = client.get(Door.RETIREMENT, USER, path).orRefused();
            progress.to(finished + state.path("completed").asLong());
            if (state.path("pending").asLong(1) == 0) {
                unfinished.remove();
                completed += state.path("completed").asLong();
                finished += state.path("completed").asLong();
                if (state.path("refused").asLong() > 0) {
                    sort(oldest, path, again);
                }
                return;
            }
            Thread.sleep(200);
        }
    }

    private void sort(Sent batch, String path, List<RetirementRow> open) {
        for (JsonNode outcome : client.getLines(Door.RETIREMENT, USER, path + "/outcomes")) {
            if (!outcome.path("status").asText().equals("refused")) {
                continue;
            }
            RetirementRow row = batch.rows().get(outcome.path("line").asInt() - 1);
            String code = outcome.path("code").asText();
            boolean again = AGAIN.contains(code);
            (again ? refusedForNow : refused)
                    .add(new RejectedRow(
                            "retirements",
                            row.row(),
                            code + ": " + outcome.path("detail").asText(),
                            row.project().id() + "," + row.vintageEnd() + "," + row.quantity()));
            if (again) {
                open.add(row);
            }
        }
    }
}
