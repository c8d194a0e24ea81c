package org.carbonregistry.publicapi.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A block as a list shows it: {@code issued = active + buffer + retired + cancelled + converted}.
 *
 * @param serials the serial range of all its units
 * @param projectName null while the project is not known here
 * @param unitKilograms what one unit stands for
 * @param retired units used up, their certificate here or not yet
 * @param issuedOn issuance date: the effective date where stated, otherwise the UTC date of its opening
 * @param openedAt when the ledger opened it
 * @param stale true while facts of this block are missing: then what is shown is older than the ledger
 */
public record ListedBlock(
        String id,
        String serials,
        String program,
        String project,
        String projectName,
        String type,
        String country,
        long number,
        LocalDate vintageStart,
        LocalDate vintageEnd,
        int vintage,
        int unitKilograms,
        long issued,
        long active,
        long buffer,
        long retired,
        long cancelled,
        long converted,
        LocalDate issuedOn,
        LocalDate effectiveDate,
        Instant openedAt,
        boolean stale) {}
