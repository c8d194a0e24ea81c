package org.carbonregistry.account.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What was asked of the ledger under an id, and what it answered.
 *
 * @param kind {@code opening}, {@code transfer} or {@code retirement}
 * @param fingerprint SHA-256 of what was asked
 * @param outcomeType type name of the outcome message, or null when there is none
 * @param outcome its bytes, or null
 */
public record RecordedTransaction(
        UUID id,
        String kind,
        byte[] fingerprint,
        String actor,
        Instant time,
        LocalDate effectiveDate,
        String outcomeType,
        byte[] outcome) {}
