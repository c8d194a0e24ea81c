package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Vintages of a project that follow one another day by day: verified and issued together. What lies between two runs is not
 * said to be verified, so that it still can be.
 *
 * @param blocks ascending, at least one
 */
record VerifiedRun(List<PlannedBlock> blocks) {

    VerifiedRun {
        blocks = List.copyOf(blocks);
    }

    /** The runs of one project. */
    static List<VerifiedRun> of(List<PlannedBlock> ofProject) {
        List<VerifiedRun> runs = new ArrayList<>();
        List<PlannedBlock> run = new ArrayList<>();
        for (PlannedBlock block : ofProject) {
            if (!run.isEmpty() && !run.get(run.size() - 1).end().plusDays(1).equals(block.start())) {
                runs.add(new VerifiedRun(run));
                run = new ArrayList<>();
            }
            run.add(block);
        }
        if (!run.isEmpty()) {
            runs.add(new VerifiedRun(run));
        }
        return runs;
    }

    LocalDate start() {
        return blocks.get(0).start();
    }

    LocalDate end() {
        return blocks.get(blocks.size() - 1).end();
    }

    /** A day by which it must have been verified: the last of its period and of the first known days of its blocks. */
    LocalDate verifiedBy() {
        return blocks.stream()
                .map(PlannedBlock::issued)
                .filter(day -> day.isAfter(end()))
                .max(Comparator.naturalOrder())
                .orElse(end());
    }

    /** What names it for whoever brings it in, as {@code VCS:868:2010-01-01/2017-12-31}. */
    String externalId(String program) {
        return program + ":" + blocks.get(0).project() + ":" + start() + "/" + end();
    }
}
