package org.carbonregistry.deploy.local.replay;

import java.util.List;

/**
 * All that is to be done, in the order in which it is done.
 *
 * @param retirements by date, then row
 */
record ReplayPlan(
        List<PlannedProject> projects,
        List<PlannedBlock> blocks,
        List<RetirementRow> retirements,
        List<RejectedRow> rejected,
        List<Finding> findings) {

    long issued() {
        return blocks.stream().mapToLong(PlannedBlock::quantity).sum();
    }

    long retired() {
        return blocks.stream().mapToLong(PlannedBlock::retired).sum();
    }
}
