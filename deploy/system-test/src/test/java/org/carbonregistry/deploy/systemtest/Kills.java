package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;

/**
 * Thousands of retirements while the processes are killed in turn. A client that is told nothing sends its lines again; at
 * the end every line must have been retired exactly once, in all books.
 */
final class Kills {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int BLOCKS = 4;
    private static final int LARGEST = 20;

    private final RunningRegistry registry;
    private final Totals totals;
    private final int linesPerKill;

    /** One line of a batch. */
    private record Line(Inventory.Block block, String externalId, long quantity) {

        String json() {
            return "{\"externalId\":\"" + externalId + "\",\"account\":\"" + block.account() + "\",\"block\":\""
                    + block.name() + "\",\"quantity\":" + quantity
                    + ",\"purpose\":\"voluntary\",\"beneficiary\":{\"name\":\"The patient\",\"country\":\"KE\"}}\n";
        }
    }

    Kills(RunningRegistry registry, int linesPerKill) {
        this.registry = registry;
        this.totals = new Totals(registry);
        this.linesPerKill = linesPerKill;
    }

    /** SIGKILL to each of them in the middle of a batch of its own; they are started again by their supervisor. */
    void inTurn(List<String> victims) {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Inventory.Block> blocks =
                new Inventory(registry).issue(BLOCKS, (long) LARGEST * linesPerKill * victims.size());
        List<Line> all = new ArrayList<>();
        // When
        for (String victim : victims) {
            List<Line> lines = lines(blocks, random);
            all.addAll(lines);
            CompletableFuture<Answer> sent = CompletableFuture.supplyAsync(() -> send(lines));
            awaitFirstOutcome(lines);
            registry.killAndAwaitRestart(victim);
            sent.join().orRefused();
        }
        // Then each line was retired, once
        List<JsonNode> outcomes = awaitOutcomes(all);
        for (int i = 0; i < all.size(); i++) {
            assertEquals(
                    "completed " + all.get(i).quantity(),
                    outcomes.get(i).path("status").asText() + " "
                            + outcomes.get(i).path("quantity").asLong(),
                    outcomes.get(i) + ", seed " + seed);
        }
        assertEquals(
                all.size(),
                outcomes.stream()
                        .map(outcome -> outcome.path("certificateNumber").asText())
                        .distinct()
                        .count());
        totals.assertNothingHangs();
        totals.assertAuditorClean();
        for (Inventory.Block block : blocks) {
            List<Line> own =
                    all.stream().filter(line -> line.block().equals(block)).toList();
            long units = own.stream().mapToLong(Line::quantity).sum();
            totals.assertPublicSees(block, own.size(), units);
            assertEquals(block.quantity() - units, new Inventory(registry).held(Inventory.OWNER, block));
        }
        totals.assertPublicEqualsLedger();
    }

    private List<Line> lines(List<Inventory.Block> blocks, Random random) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < linesPerKill; i++) {
            lines.add(new Line(
                    blocks.get(random.nextInt(blocks.size())),
                    UUID.randomUUID().toString(),
                    1 + random.nextInt(LARGEST)));
        }
        return lines;
    }

    private Answer send(List<Line> lines) {
        String body = String.join("", lines.stream().map(Line::json).toList());
        return registry.client()
                .postLines(
                        Door.RETIREMENT,
                        Inventory.OWNER,
                        "/v1/retirement-batches",
                        () -> BodyPublishers.ofString(body));
    }

    /** Returns in the middle of the work: the first line is done, the last are not. */
    private void awaitFirstOutcome(List<Line> lines) {
        String path = "/v1/retirements?externalId=" + lines.get(0).externalId();
        Awaitility.await("the first retirement of the batch")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> registry.client()
                                .get(Door.RETIREMENT, Inventory.OWNER, path)
                                .orRefused()
                                .path("items")
                                .size()
                        == 1);
    }

    /** Sends all lines once more, which changes nothing, and reads what became of each. */
    private List<JsonNode> awaitOutcomes(List<Line> all) {
        String batch =
                "/v1/retirement-batches/" + send(all).orRefused().path("id").asText();
        Awaitility.await("every line has its outcome")
                .atMost(PATIENCE)
                .until(() -> registry.client()
                                .get(Door.RETIREMENT, Inventory.OWNER, batch)
                                .orRefused()
                                .path("pending")
                                .asLong(-1)
                        == 0);
        try {
            return new Http()
                    .lines(
                            registry.run().retirement() + batch + "/outcomes",
                            registry.run().token(Inventory.OWNER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
