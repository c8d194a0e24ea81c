package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Fact: a retirement is complete and has its certificate.
 *
 * @param number always 1: corrections count on
 * @param certificateNumber {@code PROGRAM-R-n}, n gap-free in the programme
 * @param purpose {@code voluntary}, {@code compliance}, {@code corsia}, {@code national-contribution}, {@code other} or
 *     {@code not-stated}
 * @param scheme compliance scheme, or null
 * @param reason free text, or null
 * @param message free text for the certificate, or null
 * @param retiredAt the legal moment: when the ledger recorded the movement
 * @param effectiveDate the original retirement date when a ledger is brought in, otherwise null
 * @param notStated names of the facts the source does not state
 */
public record RetirementCompleted(
        UUID retirement,
        long number,
        String program,
        long certificate,
        String certificateNumber,
        long quantity,
        int unitKilograms,
        List<RetiredPart> parts,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        Instant retiredAt,
        LocalDate effectiveDate,
        List<String> notStated,
        Instant time) {}
