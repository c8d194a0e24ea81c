package org.carbonregistry.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each scenario is to reach. */
final class Targets {

    private static final double BULK_OF_LIMIT = 0.6;
    private static final double HOT_OF_SPREAD = 0.25;
    private static final double KEPT_UP = 0.99;

    private final double limit;
    private final Map<Scenario, Figure> measured;

    /**
     * @param measured what was measured before: a figure on one hot block is judged by the one on all
     */
    Targets(double limit, Map<Scenario, Figure> measured) {
        this.limit = limit;
        this.measured = measured;
    }

    List<Target.Check> check(Scenario scenario, Figure figure, double plannedRate) {
        List<Target.Check> checks = new ArrayList<>();
        switch (scenario) {
            case BULK ->
                checks.add(Target.atLeast("of limit", BULK_OF_LIMIT, "").check(figure.ratio(limit)));
            case SINGLE, SINGLE_SLOW -> {
                boolean slow = scenario == Scenario.SINGLE_SLOW;
                checks.add(keptUp(plannedRate).check(figure.rate()));
                checks.add(Target.under("accepted p99", slow ? 15 : 50, "ms")
                        .check(figure.accepted().p99()));
                checks.add(Target.under("visible p99", slow ? 300 : 1000, "ms")
                        .check(figure.visible().p99()));
            }
            case TRANSFERS -> checks.add(keptUp(plannedRate).check(figure.rate()));
            case BULK_HOT -> hot(Scenario.BULK, figure, checks);
            case SINGLE_HOT -> hot(Scenario.SINGLE, figure, checks);
            case TRANSFERS_HOT -> hot(Scenario.TRANSFERS, figure, checks);
            case ISSUANCE -> {
                checks.add(Target.under("in the ledger p50", 50, "ms")
                        .check(figure.accepted().p50()));
                checks.add(Target.under("holding rows", 2, "")
                        .check((double) figure.details().get("holdingRowsEach")));
            }
        }
        return checks;
    }

    /** What was sent in the last moment is done a moment later: a hundredth less is no backlog. */
    private static Target keptUp(double plannedRate) {
        return Target.atLeast("rate", plannedRate * KEPT_UP, "/s");
    }

    private void hot(Scenario spread, Figure figure, List<Target.Check> checks) {
        checks.add(Target.under("failed", 1, "").check(figure.failed()));
        if (measured.containsKey(spread)) {
            checks.add(Target.atLeast("rate", measured.get(spread).rate() * HOT_OF_SPREAD, "/s")
                    .check(figure.rate()));
        }
    }
}
