package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A verification report was accepted: these units were achieved in this period.
 *
 * @param number gap-free within the project
 * @param vvb code of the body, or null when not stated
 * @param vintages verified quantity per vintage period
 * @param documentSha256 SHA-256 of the report, or null when not stated
 */
public record VerificationRecorded(
        String project,
        long number,
        UUID verification,
        String vvb,
        LocalDate periodStart,
        LocalDate periodEnd,
        List<VerifiedVintage> vintages,
        String documentSha256,
        List<String> notStated,
        List<String> derived,
        Instant time) {

    /** Units verified for one vintage period, both days included. */
    public record VerifiedVintage(LocalDate start, LocalDate end, long quantity) {}
}
