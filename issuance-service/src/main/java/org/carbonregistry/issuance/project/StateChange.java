package org.carbonregistry.issuance.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One line of a project's history.
 *
 * @param from null for its first state
 * @param reason in words, or null where the move says it all
 * @param evidenceSha256 SHA-256 of the document the decision rests on, or null
 * @param effectiveDate the original date when a ledger is brought in, otherwise null
 * @param actor who did it; not public
 */
public record StateChange(
        ProjectState from,
        ProjectState to,
        String reason,
        String evidenceSha256,
        LocalDate effectiveDate,
        @JsonIgnore String actor,
        Instant time) {}
