package org.carbonregistry.account.courts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.http.Refused;

/**
 * A transfer that an authority ordered, as it stands. It moves units also out of a suspended account, and frozen ones where the
 * order says so; it breaks no hold and no reservation.
 *
 * @param id also the id of its ledger transaction
 * @param wanted what was ordered to move: a quantity of the oldest that pass a filter, or serials
 * @param takesFrozen whether the order names units that are frozen, so that the freeze does not stop it
 * @param decidedBy another registrar than {@code proposedBy} where it settled
 * @param ranges serial ranges that moved; null unless it settled
 */
record CourtTransfer(
        UUID id,
        String externalId,
        byte[] fingerprint,
        long to,
        Wanted wanted,
        boolean takesFrozen,
        Order order,
        CourtTransferStatus status,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        String decidedBy,
        Instant decidedAt,
        String decisionReason,
        List<String> ranges) {

    CourtTransfer {
        if (status == CourtTransferStatus.SETTLED && proposedBy.equals(decidedBy)) {
            throw new IllegalArgumentException("whoever proposed an order cannot approve it");
        }
    }

    /** Who ordered it, under which reference, why, and the SHA-256 of the order as a document. */
    record Order(String authority, String reference, String reason, String evidenceSha256) {}

    /** What a registrar proposes. */
    public record Request(
            String externalId,
            String fromAccount,
            String toAccount,
            Long quantity,
            List<String> serials,
            String program,
            String project,
            Integer vintage,
            String block,
            Boolean takesFrozen,
            String authority,
            String reference,
            String reason,
            String evidenceSha256) {

        /**
         * What it wants, after the checks of form.
         *
         * @throws Refused invalid-value, unknown-account, same-account, invalid-selection, invalid-quantity, …
         */
        Wanted requireShape() {
            RequestText.externalId(externalId, "/externalId");
            RequestText.reason(authority, "/authority");
            RequestText.reason(reference, "/reference");
            RequestText.reason(reason, "/reason");
            RequestText.sha256(evidenceSha256, "/evidenceSha256");
            if (takesFrozen == null) {
                throw new Refused(
                        AccountRefusal.INVALID_VALUE, "say whether the order takes frozen units", "/takesFrozen");
            }
            requireAccount(fromAccount, "/fromAccount");
            requireAccount(toAccount, "/toAccount");
            if (fromAccount.equals(toAccount)) {
                throw new Refused(AccountRefusal.SAME_ACCOUNT, "units move between two accounts", "/toAccount");
            }
            return Wanted.of(
                    new Wanted.Filter(AccountNumber.parse(fromAccount).getAsLong(), program, project, vintage, block),
                    serials,
                    quantity);
        }

        long receiver() {
            return AccountNumber.parse(toAccount).getAsLong();
        }

        Order order() {
            return new Order(authority, reference, reason, evidenceSha256);
        }

        private static void requireAccount(String id, String pointer) {
            if (AccountNumber.parse(id).isEmpty()) {
                throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + id, pointer);
            }
        }
    }

    /** How it is shown to registrar and auditor. */
    public record View(
            UUID id,
            String externalId,
            String status,
            String fromAccount,
            String toAccount,
            long quantity,
            List<String> serials,
            String program,
            String project,
            Integer vintage,
            String block,
            boolean takesFrozen,
            String authority,
            String reference,
            String reason,
            String evidenceSha256,
            String proposedBy,
            Instant proposedAt,
            Instant expiresAt,
            String decidedBy,
            Instant decidedAt,
            String decisionReason,
            List<String> ranges) {}

    long from() {
        return wanted.filter().account();
    }

    boolean isLapsed(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether this is what became of it, by a decision of this person. */
    boolean wasDecided(CourtTransferStatus outcome, String actor) {
        return status == outcome && status != CourtTransferStatus.PROPOSED && actor.equals(decidedBy);
    }

    CourtTransfer settled(String actor, Instant time, List<String> moved) {
        return decided(CourtTransferStatus.SETTLED, actor, time, null, moved);
    }

    CourtTransfer rejected(String actor, Instant time, String why) {
        return decided(CourtTransferStatus.REJECTED, actor, time, why, null);
    }

    CourtTransfer expired(Instant time) {
        return decided(CourtTransferStatus.EXPIRED, "registry", time, null, null);
    }

    /** @throws Refused order-decided, also when it stands */
    CourtTransfer expiredIfLapsed(Instant now) {
        if (!isLapsed(now)) {
            throw new Refused(AccountRefusal.ORDER_DECIDED, "the order stands", null);
        }
        return expired(now);
    }

    private CourtTransfer decided(
            CourtTransferStatus next, String actor, Instant time, String why, List<String> moved) {
        return new CourtTransfer(
                id,
                externalId,
                fingerprint,
                to,
                wanted,
                takesFrozen,
                order,
                status.decide(next),
                proposedBy,
                proposedAt,
                expiresAt,
                actor,
                time,
                why,
                moved);
    }

    View view() {
        Wanted.Filter filter = wanted.filter();
        return new View(
                id,
                externalId,
                status.word(),
                AccountNumber.format(from()),
                AccountNumber.format(to),
                wanted.quantity(),
                wanted.isExact()
                        ? wanted.serials().stream().map(s -> s.format()).toList()
                        : null,
                filter.program(),
                filter.project(),
                filter.vintage(),
                filter.block(),
                takesFrozen,
                order.authority(),
                order.reference(),
                order.reason(),
                order.evidenceSha256(),
                proposedBy,
                proposedAt,
                expiresAt,
                decidedBy,
                decidedAt,
                decisionReason,
                ranges);
    }
}
