package org.carbonregistry.issuance.verification;

import java.time.LocalDate;

/**
 * A verified vintage and what of it is spoken for.
 *
 * @param position its place in the verification, from 1
 * @param taken units of requests that are neither rejected nor withdrawn nor expired
 */
public record OpenVintage(int position, LocalDate start, LocalDate end, long quantity, long taken) {

    public OpenVintage {
        if (taken < 0 || taken > quantity) {
            throw new IllegalArgumentException(taken + " units of " + quantity + " cannot be taken");
        }
    }

    /** Units that can still be requested. */
    public long open() {
        return quantity - taken;
    }

    /** Whether a period lies in this one. */
    public boolean contains(LocalDate first, LocalDate last) {
        return !first.isBefore(start) && !last.isAfter(end);
    }
}
