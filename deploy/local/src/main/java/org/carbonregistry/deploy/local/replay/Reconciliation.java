package org.carbonregistry.deploy.local.replay;

import java.util.List;
import java.util.Objects;

/**
 * The same figures, counted at different places.
 *
 * @param figures one row each
 * @param auditFindings what the auditor of the ledger found
 * @param differentBlocks blocks whose public figures are not the planned ones, at most some of them
 */
record Reconciliation(List<Figure> figures, List<String> auditFindings, List<String> differentBlocks) {

    private static final String ROW = "  %-20s %15s %15s %15s %15s  %s%n";

    /**
     * One figure; null where a place does not count it.
     *
     * @param source counted in the files row by row
     * @param plan counted over what was to be brought in
     * @param ledger what account-service's auditor recomputed; of retirements, what retirement-service completed
     * @param open what public-api tells everybody
     */
    record Figure(String name, Long source, Long plan, Long ledger, Long open) {

        boolean agrees() {
            return same(source, plan) && same(plan, ledger) && same(plan, open);
        }

        private static boolean same(Long a, Long b) {
            return a == null || b == null || Objects.equals(a, b);
        }
    }

    boolean agrees() {
        return figures.stream().allMatch(Figure::agrees) && auditFindings.isEmpty() && differentBlocks.isEmpty();
    }

    /** The table. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(ROW, "", "source", "plan", "ledger", "public-api", ""));
        for (Figure f : figures) {
            table.append(String.format(
                    ROW,
                    f.name(),
                    shown(f.source()),
                    shown(f.plan()),
                    shown(f.ledger()),
                    shown(f.open()),
                    f.agrees() ? "" : "<- differs"));
        }
        return table.toString();
    }

    private static String shown(Long value) {
        return value == null ? "" : String.format("%,d", value);
    }
}
