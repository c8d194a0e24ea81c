package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Fact: the units of a block exist and are held.
 *
 * @param number always 1; movement 1 is the first of {@code ranges}
 * @param ranges the opening holdings, a partition of the block
 * @param bufferQuantity how many of the units, the last ones, are the buffer's
 * @param transaction id of the ledger transaction
 * @param part this is fact {@code part} of {@code parts} of the transaction, from 1
 */
public record BlockOpened(
        BlockDescription description,
        long number,
        List<MovedRange> ranges,
        long bufferQuantity,
        UUID issuance,
        UUID transaction,
        int part,
        int parts,
        LocalDate effectiveDate,
        List<SourceRange> sourceRanges,
        Instant time) {}
