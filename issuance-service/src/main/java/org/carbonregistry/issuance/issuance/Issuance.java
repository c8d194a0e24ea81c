package org.carbonregistry.issuance.issuance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An issuance as it stands now.
 *
 * @param organisation who requested it
 * @param externalId the requester's own id, or null
 * @param expiresAt until when it can be decided; then it expires and its units can be asked for again
 * @param decidedBy who approved, rejected or withdrew it, {@code registry} when it expired, or null
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
        Instant expiresAt,
        String decidedBy,
        Instant decidedAt,
        String reason,
        Instant issuedAt) {

    /** Whether this person approved it. */
    boolean isApprovedBy(String subject) {
        return (status == IssuanceState.APPROVED || status == IssuanceState.ISSUED) && subject.equals(decidedBy);
    }

    /** Whether nobody decided in time. */
    boolean isOverdue(Instant now) {
        return status == IssuanceState.REQUESTED && !now.isBefore(expiresAt);
    }

    /** The same after its deadline. */
    Issuance expired(Instant at) {
        return decided(status.after(IssuanceMove.EXPIRE), "registry", at, "nobody decided in time");
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
                expiresAt,
                by,
                at,
                why,
                issuedAt);
    }
}
