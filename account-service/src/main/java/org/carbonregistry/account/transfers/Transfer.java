package org.carbonregistry.account.transfers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Units;

/**
 * A transfer as it stands.
 *
 * @param id also the id of its ledger transaction
 * @param organisation who offered it
 * @param units the units it was offered with
 * @param expiresAt when the offer lapses, also one that was not approved by then; or null when it settled at once
 * @param decidedBy who accepted, rejected or cancelled it; null while it stands
 * @param needsApproval whether it is more than one representative may send alone
 * @param approvedBy the second representative; null when none was needed, or none has approved it
 */
public record Transfer(
        UUID id,
        String organisation,
        String externalId,
        byte[] fingerprint,
        long from,
        long to,
        List<Units> units,
        List<String> serials,
        String message,
        TransferStatus status,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        String decidedBy,
        Instant decidedAt,
        boolean needsApproval,
        String approvedBy,
        Instant approvedAt) {

    public Transfer {
        if (approvedBy != null && (!needsApproval || approvedBy.equals(proposedBy))) {
            throw new IllegalArgumentException("whoever proposed a transfer cannot approve it");
        }
    }

    /** How it is shown to sender, receiver, registrar and auditor. */
    public record View(
            UUID id,
            String externalId,
            String status,
            String fromAccount,
            String toAccount,
            long quantity,
            List<String> ranges,
            String message,
            Instant proposedAt,
            Instant expiresAt,
            Instant approvedAt,
            Instant decidedAt) {}

    View view() {
        return new View(
                id,
                externalId,
                status.word(),
                AccountNumber.format(from),
                AccountNumber.format(to),
                Units.quantity(units),
                serials,
                message,
                proposedAt,
                expiresAt,
                approvedAt,
                decidedAt);
    }

    /** Whether its receiver may know of it: not before the sender's side has agreed on it. */
    boolean isOffered() {
        return !needsApproval || approvedAt != null;
    }

    boolean isLapsed(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether this is what became of it, by a decision of this person. */
    boolean wasDecided(TransferStatus outcome, String actor) {
        return status == outcome && !status.isOpen() && actor.equals(decidedBy);
    }

    Transfer decided(TransferStatus next, String actor, Instant time) {
        return new Transfer(
                id,
                organisation,
                externalId,
                fingerprint,
                from,
                to,
                units,
                serials,
                message,
                status.decide(next),
                proposedBy,
                proposedAt,
                expiresAt,
                actor,
                time,
                needsApproval,
                approvedBy,
                approvedAt);
    }

    /**
     * After a second representative's approval.
     *
     * @param atOnce whether nobody needs to accept it, so that it settles with that
     */
    Transfer approved(boolean atOnce, String actor, Instant time) {
        return new Transfer(
                id,
                organisation,
                externalId,
                fingerprint,
                from,
                to,
                units,
                serials,
                message,
                status.approve(atOnce),
                proposedBy,
                proposedAt,
                expiresAt,
                atOnce ? actor : null,
                atOnce ? time : null,
                true,
                actor,
                time);
    }
}
