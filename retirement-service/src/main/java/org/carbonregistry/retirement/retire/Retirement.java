package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A retirement as its organisation sees it.
 *
 * @param status {@code requested}, {@code awaiting-approval}, {@code completed} or {@code refused}
 * @param selected the ranges that were asked for, when no quantity was given
 * @param quantity units retired; until then units asked for
 * @param serials what was retired, once completed
 * @param approvalExpiresAt until when a second representative can approve it, where one is needed
 * @param approvedAt when one did
 * @param retiredAt the legal moment: when the ledger recorded it
 * @param decidedAt when the certificate or the refusal was recorded here
 * @param code why it was refused
 */
public record Retirement(
        UUID id,
        String externalId,
        String status,
        String account,
        List<String> selected,
        String program,
        String project,
        Integer vintage,
        String block,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate effectiveDate,
        List<String> notStated,
        Instant requestedAt,
        Instant approvalExpiresAt,
        Instant approvedAt,
        String certificateNumber,
        Long quantity,
        Integer unitKilograms,
        List<String> serials,
        Instant retiredAt,
        Instant decidedAt,
        String code,
        String detail,
        String pointer,
        Boolean retryable) {

    /** For whom, with a person's name, reference and commitment: only its own organisation and the registry see this. */
    public record Beneficiary(
            String kind, String name, String identifier, String country, String reference, String commitment) {}

    boolean isCompleted() {
        return "completed".equals(status);
    }

    boolean isDecided() {
        return isCompleted() || isRefused();
    }

    boolean isRefused() {
        return "refused".equals(status);
    }
}
