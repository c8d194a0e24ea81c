package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;

/**
 * A row of the file of retirements.
 *
 * @param row number of the data row, from 1
 * @param beneficiary as the source writes it, or null when it names none
 */
record RetirementRow(
        long row, LocalDate vintageEnd, SourceProject project, long quantity, LocalDate retired, String beneficiary) {}
