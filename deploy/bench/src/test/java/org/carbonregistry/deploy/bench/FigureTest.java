package org.carbonregistry.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aRatioIsOfTheLimit() {
        Figure figure = figure("bulk", 60_000, 0, 20, Map.of("kafka", 1.5, "public-api", 4.5));
        assertEquals(3000, figure.rate());
        assertEquals(0.5, figure.ratio(6000));
        assertEquals(100, figure.cpuMicrosEach(), 0.001);
    }

    @Test
    void whereTheLimitIsUnknownThereIsNoRatio() {
        assertEquals(0, figure("bulk", 1, 0, 1, Map.of()).ratio(0));
        assertEquals(0, figure("bulk", 0, 1, 0, Map.of()).rate());
    }

    @Test
    void bulkHasToReachSixTenthsOfTheLimit() {
        Targets targets = new Targets(10_000, Map.of());
        assertTrue(met(targets.check(Scenario.BULK, figure("bulk", 6000, 0, 1, Map.of()), 0)));
        assertFalse(met(targets.check(Scenario.BULK, figure("bulk", 5999, 0, 1, Map.of()), 0)));
    }

    @Test
    void singleRequestsAreJudgedByTheirRateAndByBothLatencies() {
        Targets targets = new Targets(10_000, Map.of());
        assertTrue(met(targets.check(Scenario.SINGLE, single(2000, 49, 999), 2000)));
        assertFalse(met(targets.check(Scenario.SINGLE, single(1900, 49, 999), 2000)));
        assertFalse(met(targets.check(Scenario.SINGLE, single(2000, 50, 999), 2000)));
        assertFalse(met(targets.check(Scenario.SINGLE, single(2000, 49, 1000), 2000)));
        assertFalse(met(targets.check(Scenario.SINGLE_SLOW, single(200, 16, 299), 200)));
    }

    @Test
    void oneHotBlockIsJudgedByWhatAllBlocksDidAndMayFailNothing() {
        Map<Scenario, Figure> measured = new EnumMap<>(Scenario.class);
        measured.put(Scenario.BULK, figure("bulk", 4000, 0, 1, Map.of()));
        Targets targets = new Targets(10_000, measured);
        assertTrue(met(targets.check(Scenario.BULK_HOT, figure("bulk-hot", 1000, 0, 1, Map.of()), 0)));
        assertFalse(met(targets.check(Scenario.BULK_HOT, figure("bulk-hot", 999, 0, 1, Map.of()), 0)));
        assertFalse(met(targets.check(Scenario.BULK_HOT, figure("bulk-hot", 4000, 1, 1, Map.of()), 0)));
    }

    @Test
    void theTableSaysWhatIsMetAndWhatIsMissed() {
        Targets targets = new Targets(10_000, Map.of());
        Figure missed = figure("bulk", 3000, 2, 1, Map.of("kafka", 0.3));
        String table = Table.of(10_000, List.of(missed.withChecks(targets.check(Scenario.BULK, missed, 0))));
        String line =
                table.lines().filter(l -> l.startsWith("bulk")).findFirst().orElseThrow();
        assertTrue(line.contains("3,000"), table);
        assertTrue(line.contains("0.30"), table);
        assertTrue(line.contains("of limit >= 0.60: MISSED (0.30)"), table);
        assertTrue(Table.cpu(List.of(missed)).contains("100"), Table.cpu(List.of(missed)));
    }

    @Test
    void theRateIsReadFromPgbenchAndFailedTransactionsAreNoLimit() {
        String report =
                "number of failed transactions: 0 (0.000%)\nlatency average = 2.1 ms\ntps = 7616.25 (without …)\n";
        assertEquals(7616.25, MeasureLimit.rate(report));
        assertThrows(
                IllegalStateException.class,
                () -> MeasureLimit.rate(report.replace("transactions: 0", "transactions: 3")));
        assertThrows(IllegalStateException.class, () -> MeasureLimit.rate("pgbench: error: connection failed"));
    }

    @Test
    void ledgersAreWrittenAsPeopleWriteNumbers() {
        assertEquals(10_000_000, FillLedger.count("10m"));
        assertEquals(500_000, FillLedger.count("500k"));
        assertEquals(1000, FillLedger.count("1,000"));
    }

    @Test
    void cpuIsWhatWasUsedBetweenTwoReadings() {
        assertEquals(
                Map.of("kafka", 1.0, "public-api", 2.0),
                Processes.between(Map.of("kafka", 1.0), Map.of("kafka", 2.0, "public-api", 2.0)));
    }

    private static boolean met(List<Target.Check> checks) {
        return checks.stream().allMatch(Target.Check::met);
    }

    private static Figure single(long rate, double accepted, double visible) {
        return new Figure(
                "single",
                rate * 60,
                0,
                60,
                new Latency.Percentiles(1, 1, 1, accepted, 1, 1),
                new Latency.Percentiles(1, 1, 1, visible, 1, 1),
                Map.of(),
                List.of(),
                0,
                Map.of());
    }

    private static Figure figure(String name, long done, long failed, double seconds, Map<String, Double> cpu) {
        return new Figure(name, done, failed, seconds, null, null, cpu, List.of(), 0, Map.of());
    }
}
