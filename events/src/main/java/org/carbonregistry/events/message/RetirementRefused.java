package org.carbonregistry.events.message;

import java.time.Instant;
import java.util.UUID;

/**
 * Outcome: the order was refused by a rule; nothing moved.
 *
 * @param code stable name of the reason, for example {@code insufficient-units}
 * @param detail a sentence for people
 * @param pointer JSON pointer of the field at fault in the order, or null
 * @param retryable whether the same order can succeed later
 */
public record RetirementRefused(
        UUID retirement, String code, String detail, String pointer, boolean retryable, Instant time) {}
