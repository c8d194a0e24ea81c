package org.carbonregistry.account.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What all movements of one transaction have in common.
 *
 * @param transaction the caller-given id
 * @param time database time under the block locks
 * @param effectiveDate the original date of a ledger brought in, or null
 * @param cause what led to it, for example {@code retirement 6f…}
 * @param actor who ordered it
 */
public record Entry(
        UUID transaction, MovementKind kind, Instant time, LocalDate effectiveDate, String cause, String actor) {}
