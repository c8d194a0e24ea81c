package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.events.serial.SerialRange;

/** Whether all the services' books agree, and nothing hangs between them. */
final class Totals {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningRegistry registry;

    Totals(RunningRegistry registry) {
        this.registry = registry;
    }

    /** The auditor of the ledger finds nothing. */
    JsonNode assertAuditorClean() {
        JsonNode audit =
                registry.client().get(Door.ACCOUNT, "auditor", "/v1/audit").orRefused();
        assertTrue(audit.path("clean").asBoolean(), audit.toString());
        assertEquals(0, audit.path("findings").size(), audit.toString());
        JsonNode byKind = audit.path("byKind");
        long sum = 0;
        for (JsonNode units : byKind) {
            sum += units.asLong();
        }
        assertEquals(audit.path("issued").asLong(), sum, audit.toString());
        return audit;
    }

    /** No retirement of anybody waits for its outcome. */
    void assertNothingHangs() {
        Awaitility.await("no retirement is left without an outcome")
                .atMost(PATIENCE)
                .until(() -> registry.client()
                                .get(Door.RETIREMENT, "auditor", "/v1/retirements?status=requested")
                                .orRefused()
                                .path("items")
                                .size()
                        == 0);
    }

    /**
     * What the public sees of a block's retirements comes to what is expected, unit by unit: no unit is in two of them, and
     * no certificate number of the programme is missing or given twice.
     */
    void assertPublicSees(Inventory.Block block, int retirements, long units) {
        Awaitility.await("the public sees " + retirements + " retirements of " + block)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertEquals(retirements, retirementsOf(block).size()));
        List<SerialRange> ranges = retirementsOf(block).stream()
                .flatMap(retirement -> serials(retirement).stream())
                .toList();
        assertDisjoint(ranges);
        assertEquals(units, ranges.stream().mapToLong(Totals::quantity).sum());
        String program = block.name().split("-")[0];
        List<Long> numbers = publicRetirements("program=" + program).stream()
                .map(retirement -> retirement.path("certificateNumber").asText())
                .map(number -> Long.valueOf(number.substring(number.lastIndexOf('-') + 1)))
                .sorted()
                .toList();
        assertEquals(
                LongStream.rangeClosed(1, numbers.size()).boxed().toList(),
                numbers,
                "certificate numbers of " + program);
    }

    /** The ledger and the public statistics come to the same figures. */
    void assertPublicEqualsLedger() {
        Awaitility.await("the public figures equal the ledger's")
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    JsonNode ledger = programOf(assertAuditorClean());
                    JsonNode open = registry.client()
                            .get(Door.PUBLIC, null, "/v1/statistics?program=TST")
                            .orRefused();
                    assertEquals(
                            ledger.path("issued").asLong(), open.path("issued").asLong(), open.toString());
                    assertEquals(
                            ledger.path("byKind").path("retired").asLong(),
                            open.path("retired").asLong(),
                            open.toString());
                });
    }

    private static JsonNode programOf(JsonNode audit) {
        for (JsonNode program : audit.path("byProgram")) {
            boolean ours = program.path("program").asText().equals("TST");
            if (ours) {
                return program;
            }
        }
        throw new AssertionError("the audit does not know TST: " + audit);
    }

    static void assertDisjoint(List<SerialRange> ranges) {
        TreeSet<SerialRange> sorted = ranges.stream()
                .collect(Collectors.toCollection(() -> new TreeSet<>((a, b) -> {
                    int block = a.blockName().compareTo(b.blockName());
                    return block != 0
                            ? block
                            : Long.compare(a.units().first(), b.units().first());
                })));
        assertEquals(ranges.size(), sorted.size(), "two ranges begin at the same unit");
        SerialRange before = null;
        for (SerialRange range : sorted) {
            boolean apart = before == null
                    || !before.blockName().equals(range.blockName())
                    || before.units().last() < range.units().first();
            assertTrue(apart, before + " and " + range + " share units");
            before = range;
        }
    }

    static long quantity(SerialRange range) {
        return range.units().last() - range.units().first() + 1;
    }

    /** What a retirement took: in one list, or block by block as the public sees it. */
    static List<SerialRange> serials(JsonNode retirement) {
        List<SerialRange> ranges = new ArrayList<>();
        retirement
                .findValues("serials")
                .forEach(serials -> serials.forEach(text -> ranges.add(SerialRange.parse(text.asText()))));
        return ranges;
    }

    private List<JsonNode> retirementsOf(Inventory.Block block) {
        return publicRetirements("project=" + block.project()).stream()
                .filter(retirement -> serials(retirement).stream()
                        .anyMatch(range -> range.blockName().equals(block.name())))
                .toList();
    }

    private List<JsonNode> publicRetirements(String filter) {
        try {
            return new Http().lines(registry.run().publicApi() + "/v1/retirements?" + filter, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
