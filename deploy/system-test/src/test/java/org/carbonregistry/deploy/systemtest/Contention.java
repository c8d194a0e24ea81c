package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.events.serial.SerialRange;

/** Many want the same units at the same moment. */
final class Contention {

    private final RunningRegistry registry;
    private final Inventory inventory;
    private final Totals totals;

    Contention(RunningRegistry registry) {
        this.registry = registry;
        this.inventory = new Inventory(registry);
        this.totals = new Totals(registry);
    }

    /** Each client retires a few times from a block that holds far too few. */
    void manyRetireFromOneBlock(int clients, int ordersOfEach) {
        // Given
        long units = 20L * clients * ordersOfEach / 2;
        Inventory.Block block = inventory.issue(units);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> quantities =
                random.longs((long) clients * ordersOfEach, 1, 40).boxed().toList();
        // When
        List<Answer> answers = atTheSameMoment(clients, quantities, quantity -> retire(block, quantity));
        // Then
        long remainder = units;
        int retirements = 0;
        List<SerialRange> retired = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.isFine()) {
                assertEquals("completed", answer.body().path("status").asText(), answer + ", seed " + seed);
                retired.addAll(Totals.serials(answer.body()));
                remainder -= quantities.get(i);
                retirements++;
            } else {
                assertEquals(
                        "422 insufficient-units", answer.status() + " " + answer.code(), answer + ", seed " + seed);
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertTrue(
                    answers.get(i).isFine() || quantities.get(i) > remainder,
                    "refused " + quantities.get(i) + " though " + remainder + " remain, seed " + seed);
        }
        assertTrue(retirements < answers.size(), "nothing was refused, seed " + seed);
        Totals.assertDisjoint(retired);
        assertEquals(
                units - remainder, retired.stream().mapToLong(Totals::quantity).sum(), "seed " + seed);
        assertEquals(remainder, inventory.held(Inventory.OWNER, block), "seed " + seed);
        totals.assertAuditorClean();
        totals.assertPublicSees(block, retirements, units - remainder);
    }

    /** Eight transfers of 1,000 at the same moment, from a block of 4,850. */
    void eightTransfersFromABlockThatHoldsFour() {
        Inventory.Block block = inventory.issue(4_850);
        List<Answer> answers = atTheSameMoment(
                8,
                List.of(1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L, 1000L),
                quantity -> transfer(block, quantity));
        assertEquals(4, answers.stream().filter(Answer::isFine).count(), answers.toString());
        answers.stream()
                .filter(answer -> !answer.isFine())
                .forEach(answer -> assertEquals("insufficient-units", answer.code(), answer.toString()));
        Totals.assertDisjoint(ranges(answers));
        totals.assertAuditorClean();
        // And accepted, they are where they should be
        answers.stream().filter(Answer::isFine).forEach(this::accept);
        assertEquals(850, inventory.held(Inventory.OWNER, block));
        assertEquals(4_000, inventory.held("holder", block));
        totals.assertAuditorClean();
    }

    /** Three transfers of different size at the same moment. */
    void threeTransfersNeverShareASerial() {
        Inventory.Block block = inventory.issue(2_000);
        List<Answer> answers = atTheSameMoment(3, List.of(1000L, 700L, 300L), quantity -> transfer(block, quantity));
        assertTrue(answers.stream().allMatch(Answer::isFine), answers.toString());
        List<SerialRange> ranges = ranges(answers);
        Totals.assertDisjoint(ranges);
        assertEquals(2_000, ranges.stream().mapToLong(Totals::quantity).sum());
        totals.assertAuditorClean();
        answers.forEach(this::accept);
        assertEquals(2_000, inventory.held("holder", block));
        totals.assertAuditorClean();
    }

    private Answer retire(Inventory.Block block, long quantity) {
        ObjectNode order = Inventory.object(
                """
                {"purpose":"voluntary","beneficiary":{"name":"Everybody","country":"KE"}}""");
        order.put("externalId", UUID.randomUUID().toString())
                .put("account", block.account())
                .put("block", block.name())
                .put("quantity", quantity);
        return registry.client().post(Door.RETIREMENT, Inventory.OWNER, "/v1/retirements", order);
    }

    private Answer transfer(Inventory.Block block, long quantity) {
        ObjectNode order = Inventory.object("{}")
                .put("externalId", UUID.randomUUID().toString())
                .put("fromAccount", block.account())
                .put("toAccount", inventory.account("holder"))
                .put("block", block.name())
                .put("quantity", quantity);
        return registry.client().post(Door.ACCOUNT, Inventory.OWNER, "/v1/transfers", order);
    }

    private void accept(Answer proposed) {
        String path = "/v1/transfers/" + proposed.body().path("id").asText() + "/accept";
        registry.client().post(Door.ACCOUNT, "holder", path, null).orRefused();
    }

    private static List<SerialRange> ranges(List<Answer> transfers) {
        List<SerialRange> ranges = new ArrayList<>();
        for (Answer transfer : transfers) {
            for (JsonNode range : transfer.body().path("ranges")) {
                ranges.add(SerialRange.parse(range.asText()));
            }
        }
        return ranges;
    }

    /** The answers stand in the order of the quantities; all clients begin together. */
    private static List<Answer> atTheSameMoment(int clients, List<Long> quantities, Function<Long, Answer> order) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Answer>> answers = quantities.stream()
                    .map(quantity -> threads.submit(() -> {
                        start.await();
                        return order.apply(quantity);
                    }))
                    .toList();
            start.countDown();
            List<Answer> done = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                done.add(answer.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
