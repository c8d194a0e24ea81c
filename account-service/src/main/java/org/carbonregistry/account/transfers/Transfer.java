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
 * @param expiresAt when the offer lapses, or null when it settled at once
 * @param decidedBy who accepted, rejected or cancelled it; null while it stands
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
        Instant decidedAt) {

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
                decidedAt);
    }

    /** Whether this is what became of it, by a decision of this person. */
    boolean wasDecided(TransferStatus outcome, String actor) {
        return status == outcome && status != TransferStatus.PROPOSED && actor.equals(decidedBy);
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
                time);
    }
}
