package org.carbonregistry.issuance.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A validation that was accepted; see {@link NewValidation}. */
public record Validation(
        UUID id,
        String project,
        String vvb,
        String methodologyVersion,
        LocalDate date,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        String documentSha256,
        String opinion,
        Instant recordedAt) {

    /** Whether the body finds the design sound. */
    boolean isPositive() {
        return !"negative".equalsIgnoreCase(opinion);
    }
}
