package org.carbonregistry.account.trust;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;

/**
 * A sender that an account trusts: its transfers settle without being accepted. In force after a delay, in which the others who
 * act for the account can see and remove what a stolen token listed; removed at once.
 *
 * @param account the receiver
 * @param sender an account, or null
 * @param organisation all accounts of it, or null
 * @param from when it takes effect
 * @param removedAt null while it is listed
 */
public record TrustedSender(
        UUID id,
        long account,
        Long sender,
        String organisation,
        String reason,
        String listedBy,
        Instant listedAt,
        Instant from,
        String removedBy,
        Instant removedAt) {

    public TrustedSender {
        if ((sender == null) == (organisation == null)) {
            throw new IllegalArgumentException("an account or an organisation is trusted");
        }
        if (from.isBefore(listedAt)) {
            throw new IllegalArgumentException("trust takes effect when it was listed or later");
        }
    }

    /** What a representative of the receiver lists: an account or an organisation. */
    public record Request(String account, String organisation, String reason) {

        /** @throws Refused invalid-selection, unknown-account, invalid-value */
        void requireShape() {
            if ((account == null) == (organisation == null)) {
                throw new Refused(AccountRefusal.INVALID_SELECTION, "name one of: account, organisation", "/account");
            }
            if (account != null && AccountNumber.parse(account).isEmpty()) {
                throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + account, "/account");
            }
            RequestText.reason(reason, "/reason");
        }

        Long sender() {
            return account == null
                    ? null
                    : Long.valueOf(AccountNumber.parse(account).getAsLong());
        }
    }

    /**
     * How it is shown to the receiver's holder, registrar and auditor.
     *
     * @param status {@code listed} until it takes effect, then {@code in-force}, and in the end {@code removed}
     */
    public record View(
            UUID id,
            String status,
            String account,
            String organisation,
            String reason,
            String listedBy,
            Instant listedAt,
            Instant inForceFrom,
            String removedBy,
            Instant removedAt) {}

    /** Whether a transfer of this sender settles at once at a time, by database time. */
    boolean covers(long fromAccount, String fromOrganisation, Instant now) {
        boolean named = sender == null ? organisation.equals(fromOrganisation) : sender == fromAccount;
        return named && removedAt == null && !now.isBefore(from);
    }

    /** @param now database time */
    View view(Instant now) {
        String status = removedAt != null ? "removed" : now.isBefore(from) ? "listed" : "in-force";
        return new View(
                id,
                status,
                sender == null ? null : AccountNumber.format(sender),
                organisation,
                reason,
                listedBy,
                listedAt,
                from,
                removedBy,
                removedAt);
    }
}
