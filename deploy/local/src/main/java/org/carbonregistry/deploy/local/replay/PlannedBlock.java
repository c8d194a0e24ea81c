package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;
import java.util.List;

/**
 * A project-vintage to verify and issue as one block.
 *
 * @param startDerived whether the source does not say when the vintage started
 * @param retired units that its retirements use up: the first of the block
 * @param sources the active units, which are the last of the block
 * @param issued the earlier of the first known issuance and the first retirement
 */
record PlannedBlock(
        String project,
        LocalDate start,
        LocalDate end,
        boolean startDerived,
        long retired,
        List<PlacedRange> sources,
        LocalDate issued) {

    /** All its units, retired and active. */
    long quantity() {
        return sources.isEmpty() ? retired : sources.get(sources.size() - 1).last();
    }

    /** What names it for whoever brings it in: a project has one block for each vintage end. */
    String externalId(String registry) {
        return externalId(registry, project, end);
    }

    static String externalId(String registry, String project, LocalDate end) {
        return registry + ":" + project + ":" + end;
    }
}
