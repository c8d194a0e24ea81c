package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A project changed its state, and why.
 *
 * @param number gap-free within the project
 * @param effectiveDate the original date when a ledger is brought in, otherwise null
 * @param methodologyVersion the version it is validated under, where this change settled it, otherwise null
 * @param creditingStart first day credits can be achieved, where this change settled it, otherwise null;
 *     {@code creditingEnd} the last
 * @param evidenceSha256 SHA-256 of the document the decision rests on, or null
 */
public record ProjectStatusChanged(
        String project,
        long number,
        String from,
        String to,
        String reason,
        LocalDate effectiveDate,
        String methodologyVersion,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        String evidenceSha256,
        Instant time) {

    /** A change that settles nothing but the state. */
    public ProjectStatusChanged(
            String project, long number, String from, String to, String reason, LocalDate effectiveDate, Instant time) {
        this(project, number, from, to, reason, effectiveDate, null, null, null, null, time);
    }
}
