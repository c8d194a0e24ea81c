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
import java.util.concurrent.atomic.AtomicLong;
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
    private static final int TIMES = 5;

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

    /**
     * SIGKILL to each of them in the middle of a batch of its own; they are started again by their supervisor, while the
     * next batch is already on its way.
     */
    void inTurn(List<String> victims) {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Inventory.Block> blocks =
                new Inventory(registry).issue(BLOCKS, (long) LARGEST * linesPerKill * victims.size() * TIMES);
        List<Line> all = new ArrayList<>();
        // When
        for (String victim : victims) {
            all.addAll(killInTheMiddle(victim, blocks, random));
        }
        registry.awaitAllReady();
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

    /** Kills when the first retirement of a batch is completed and the last is not. */
    private List<Line> killInTheMiddle(String victim, List<Inventory.Block> blocks, Random random) {
        List<Line> all = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            List<Line> lines = lines(blocks, random);
            all.addAll(lines);
            String before = newestBatch().path("id").asText();
            CompletableFuture<Answer> sent = CompletableFuture.supplyAsync(() -> send(lines));
            long completed = awaitFirstCompleted(before);
            boolean middle = completed < lines.size();
            if (middle) {
                registry.kill(victim);
                System.out.printf(
                        "%d replica(s): killed %s when %,d of %,d retirements were completed%n",
                        registry.replicas(), victim, completed, lines.size());
            }
            sent.join().orRefused();
            if (middle) {
                return all;
            }
        }
        throw new AssertionError("all retirements of a batch are done before anything can be killed: send larger ones");
    }

    /** How many are completed, as soon as it is one. */
    private long awaitFirstCompleted(String batchBefore) {
        AtomicLong completed = new AtomicLong();
        Awaitility.await("the first retirement of the batch is completed")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    JsonNode batch = newestBatch();
                    completed.set(batch.path("completed").asLong());
                    return !batch.path("id").asText().equals(batchBefore) && completed.get() > 0;
                });
        return completed.get();
    }

    private JsonNode newestBatch() {
        return registry.client()
                .get(Door.RETIREMENT, Inventory.OWNER, "/v1/retirement-batches?limit=1")
                .orRefused()
                .path("items")
                .path(0);
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
