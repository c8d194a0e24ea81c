package org.carbonregistry.issuance.issuance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An issuance as it stands now.
 *
 * @param organisation who requested it
 * @param externalId the requester's own id, or null
 * @param decidedBy who approved, rejected or withdrew it, or null
 * @param issuedAt when the last block was opened in the ledger, or null
 */
public record Issuance(
        UUID id,
        String organisation,
        String externalId,
        String program,
        String project,
        UUID verification,
        String account,
        LocalDate effectiveDate,
        IssuanceState status,
        String requestedBy,
        Instant requestedAt,
        String decidedBy,
        Instant decidedAt,
        String reason,
        Instant issuedAt) {

    /** Whether this person approved it. */
    boolean isApprovedBy(String subject) {
        return (status == IssuanceState.APPROVED || status == IssuanceState.ISSUED) && subject.equals(decidedBy);
    }

    Issuance decided(IssuanceState state, String by, Instant at, String why) {
        return new Issuance(
                id,
                organisation,
                externalId,
                program,
                project,
                verification,
                account,
                effectiveDate,
                state,
                requestedBy,
                requestedAt,
                by,
                at,
                why,
                issuedAt);
    }
}
