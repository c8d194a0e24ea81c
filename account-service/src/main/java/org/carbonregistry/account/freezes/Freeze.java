package org.carbonregistry.account.freezes;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;

/**
 * An order of an authority that units do not move. It wins over offers, holds and everything else until it is released.
 *
 * @param scope {@code account}: all that an account holds, also what comes in later; {@code project}: all units of a project,
 *     also of blocks to come, whoever holds them; {@code units}: serial ranges, whoever holds them
 * @param evidenceSha256 of the order as a document
 * @param releasedBy null while it is in force
 */
record Freeze(
        UUID id,
        String externalId,
        byte[] fingerprint,
        String scope,
        Long account,
        String project,
        List<String> serials,
        String authority,
        String reason,
        String evidenceSha256,
        String orderedBy,
        Instant orderedAt,
        String releasedBy,
        Instant releasedAt,
        String releaseReason) {

    /** What a registrar orders. Exactly one of account, project and serials says what is frozen. */
    public record Request(
            String externalId,
            String account,
            String project,
            List<String> serials,
            String authority,
            String reason,
            String evidenceSha256) {

        /** @throws Refused invalid-value, invalid-selection, too-many-ranges */
        void requireShape() {
            RequestText.externalId(externalId, "/externalId");
            RequestText.reason(authority, "/authority");
            RequestText.reason(reason, "/reason");
            RequestText.sha256(evidenceSha256, "/evidenceSha256");
            boolean units = serials != null && !serials.isEmpty();
            int named = (account == null ? 0 : 1) + (project == null ? 0 : 1) + (units ? 1 : 0);
            if (named != 1) {
                throw new Refused(
                        AccountRefusal.INVALID_SELECTION, "name one of: account, project, serials", "/account");
            }
            if (units && serials.size() > 1000) {
                throw new Refused(
                        AccountRefusal.TOO_MANY_RANGES,
                        serials.size() + " ranges in one order; the most is 1000",
                        "/serials");
            }
        }
    }

    /** How it is shown to registrar and auditor. */
    public record View(
            UUID id,
            String externalId,
            String status,
            String account,
            String project,
            List<String> serials,
            String authority,
            String reason,
            String evidenceSha256,
            String orderedBy,
            Instant orderedAt,
            String releasedBy,
            Instant releasedAt,
            String releaseReason) {}

    boolean isInForce() {
        return releasedAt == null;
    }

    View view() {
        return new View(
                id,
                externalId,
                isInForce() ? "in-force" : "released",
                account == null ? null : AccountNumber.format(account),
                project,
                serials.isEmpty() ? null : serials,
                authority,
                reason,
                evidenceSha256,
                orderedBy,
                orderedAt,
                releasedBy,
                releasedAt,
                releaseReason);
    }

    /** @throws Refused freeze-released, when somebody else released it */
    Freeze released(String actor, Instant time, String why) {
        if (!isInForce()) {
            throw new Refused(AccountRefusal.FREEZE_RELEASED, "this freeze was released at " + releasedAt, null);
        }
        return new Freeze(
                id,
                externalId,
                fingerprint,
                scope,
                account,
                project,
                serials,
                authority,
                reason,
                evidenceSha256,
                orderedBy,
                orderedAt,
                actor,
                time,
                why);
    }
}
