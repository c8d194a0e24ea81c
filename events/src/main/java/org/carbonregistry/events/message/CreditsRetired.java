package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Fact: units are used up, for ever.
 *
 * @param block public name of the block
 * @param number number of the first movement in {@code ranges}, gap-free within the block
 * @param retirement the retirement they were used up for
 * @param part this is fact {@code part} of {@code parts} of the transaction, from 1
 * @param effectiveDate the original retirement date when a ledger is brought in, otherwise null
 */
public record CreditsRetired(
        String block,
        long number,
        List<MovedRange> ranges,
        UUID retirement,
        UUID transaction,
        int part,
        int parts,
        LocalDate effectiveDate,
        Instant time) {}
