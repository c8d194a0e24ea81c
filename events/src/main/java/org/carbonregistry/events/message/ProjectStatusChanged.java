package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A project changed its state, and why.
 *
 * @param number gap-free within the project
 * @param effectiveDate the original date when a ledger is brought in, otherwise null
 */
public record ProjectStatusChanged(
        String project, long number, String from, String to, String reason, LocalDate effectiveDate, Instant time) {}
