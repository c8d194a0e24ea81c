package org.carbonregistry.account.mandates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;

/**
 * What an account holder lets a venue do with the units of an account, up to a limit, until a date. It can be revoked at once.
 *
 * @param organisation the holder who granted it
 * @param quantity the limit: units the venue may have on hold, settled or retired under it, all together
 * @param used how many of them it has; what it released counts no more
 * @param inForceFrom before then nothing is done under it, or null: it was in force when it was granted
 * @param validUntil from then on nothing is done under it
 */
public record Mandate(
        UUID id,
        String organisation,
        String externalId,
        byte[] fingerprint,
        long account,
        String venue,
        boolean mayHold,
        boolean maySettle,
        boolean mayRetire,
        long quantity,
        long used,
        Instant validUntil,
        String grantedBy,
        Instant grantedAt,
        Instant inForceFrom,
        Instant revokedAt) {

    /** What a mandate lets a venue do. */
    public enum Act {
        HOLD("hold"),
        SETTLE("settle"),
        RETIRE("retire");

        private final String word;

        Act(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What a representative of the holder grants. {@code acts} are of: hold, settle, retire. */
    public record Request(
            String externalId, String account, String venue, List<String> acts, Long quantity, Instant validUntil) {

        /** @throws Refused invalid-value, invalid-quantity */
        void requireShape() {
            RequestText.externalId(externalId, "/externalId");
            if (account == null) {
                throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "name an account", "/account");
            }
            if (venue == null || venue.isBlank()) {
                throw new Refused(AccountRefusal.UNKNOWN_ORGANISATION, "name a venue", "/venue");
            }
            List<String> words = List.of(Act.HOLD.word(), Act.SETTLE.word(), Act.RETIRE.word());
            if (acts == null || acts.isEmpty() || !words.containsAll(acts)) {
                throw new Refused(
                        AccountRefusal.INVALID_VALUE, "acts are one or more of hold, settle, retire", "/acts");
            }
            if (quantity == null || quantity < 1) {
                throw new Refused(AccountRefusal.INVALID_QUANTITY, "a limit is at least 1 unit", "/quantity");
            }
            if (validUntil == null) {
                throw new Refused(AccountRefusal.INVALID_EXPIRY, "a mandate ends at a time", "/validUntil");
            }
        }

        boolean allows(Act act) {
            return acts.contains(act.word());
        }
    }

    /**
     * How it is shown to holder, venue, registrar and auditor.
     *
     * @param status {@code granted} until it takes effect, {@code in-force}, {@code expired} or {@code revoked}
     */
    public record View(
            UUID id,
            String externalId,
            String status,
            String organisation,
            String account,
            String venue,
            List<String> acts,
            long quantity,
            long used,
            Instant validUntil,
            Instant grantedAt,
            Instant inForceFrom,
            Instant revokedAt) {}

    /** @param now database time */
    View view(Instant now) {
        List<String> acts = new ArrayList<>();
        for (Act act : Act.values()) {
            if (allows(act)) {
                acts.add(act.word());
            }
        }
        String status = revokedAt != null
                ? "revoked"
                : !hasBegun(now) ? "granted" : now.isBefore(validUntil) ? "in-force" : "expired";
        return new View(
                id,
                externalId,
                status,
                organisation,
                AccountNumber.format(account),
                venue,
                acts,
                quantity,
                used,
                validUntil,
                grantedAt,
                inForceFrom,
                revokedAt);
    }

    private boolean hasBegun(Instant now) {
        return inForceFrom == null || !now.isBefore(inForceFrom);
    }

    boolean allows(Act act) {
        return switch (act) {
            case HOLD -> mayHold;
            case SETTLE -> maySettle;
            case RETIRE -> mayRetire;
        };
    }

    /** Whether the venue may do this now, whatever the quantity. */
    boolean isInForce(Act act, Instant now) {
        return revokedAt == null && hasBegun(now) && now.isBefore(validUntil) && allows(act);
    }

    long left() {
        return quantity - used;
    }
}
