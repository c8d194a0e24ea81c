package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A validation and verification body with its accreditations; published when registered and at every change.
 *
 * @param vvb its code
 * @param number 1 at registration, then gap-free
 * @param status {@code active} or {@code suspended}
 * @param reason why it is so since this change, or null at its registration
 */
public record VvbChanged(
        String vvb,
        long number,
        String name,
        String country,
        String status,
        List<Accreditation> accreditations,
        String reason,
        Instant time) {

    /** A sector the body may work in, and when; {@code validTo} null means still valid. */
    public record Accreditation(String sector, LocalDate validFrom, LocalDate validTo) {}
}
