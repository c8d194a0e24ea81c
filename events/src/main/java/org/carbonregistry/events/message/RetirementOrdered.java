package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Command: retire units. Either {@code serials} or {@code quantity} is given, never both.
 *
 * @param retirement id of the retirement, and of the ledger transaction
 * @param organisation on whose behalf: must own the account
 * @param serials exact serial ranges, or null
 * @param quantity how many of the oldest units, or null
 * @param program only units of this programme, or null
 * @param project only units of this project (public name), or null
 * @param vintage only units of this vintage year, or null
 * @param block only units of this block (public name), or null
 * @param effectiveDate the original date when a ledger is brought in, otherwise null
 * @param hold the hold to retire out of, ordered by its settlement agent, or null
 * @param actor who ordered it
 * @param approvedBy the second representative who approved it, or null
 */
public record RetirementOrdered(
        UUID retirement,
        String organisation,
        String account,
        List<String> serials,
        Long quantity,
        String program,
        String project,
        Integer vintage,
        String block,
        LocalDate effectiveDate,
        UUID hold,
        String actor,
        String approvedBy,
        Instant time) {}
