package org.carbonregistry.events.message;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Outcome: the units moved to RETIRED. This is the legal moment; nothing after it is undone.
 *
 * @param program the one programme the units belong to
 * @param quantity units retired
 * @param parts one per block
 * @param time when the ledger recorded it (database time)
 */
public record RetirementExecuted(
        UUID retirement, String program, long quantity, int unitKilograms, List<RetiredPart> parts, Instant time) {}
