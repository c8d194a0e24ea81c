package org.carbonregistry.issuance.verification;

import java.time.LocalDate;

/** A period that was verified, both days included. */
record VerifiedPeriod(LocalDate start, LocalDate end) {

    boolean overlaps(LocalDate first, LocalDate last) {
        return !first.isAfter(end) && !last.isBefore(start);
    }

    @Override
    public String toString() {
        return start + " to " + end;
    }
}
