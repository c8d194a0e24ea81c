package org.carbonregistry.account.programs;

/**
 * What the ledger must know of a programme.
 *
 * @param importState {@code none}, {@code open} or {@code closed}: whether original dates are accepted
 */
public record Program(String code, int unitKilograms, String importState) {

    /** Whether an original date is accepted for a movement of this programme's units. */
    public boolean takesOriginalDates() {
        return "open".equals(importState);
    }
}
