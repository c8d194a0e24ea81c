package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Fact: units changed owner. It says no account; who may know can check the commitments.
 *
 * @param block public name of the block
 * @param number number of the first movement in {@code ranges}, gap-free within the block
 * @param part this is fact {@code part} of {@code parts} of the transaction, from 1
 */
public record CreditsTransferred(
        String block,
        long number,
        List<MovedRange> ranges,
        UUID transaction,
        int part,
        int parts,
        LocalDate effectiveDate,
        Instant time) {}
