package org.carbonregistry.account.accounts;

import java.time.Instant;
import java.time.LocalDate;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.AccountChanged;

/**
 * An account as it stands.
 *
 * @param organisation its owner, or null for a system account
 * @param program the programme of a system account, otherwise null
 * @param number of its last decision, from 1
 * @param clients for whom it holds units, beside its owner
 * @param limits how many decisions about its limits there are: with none there is nothing to look up
 * @param trusts whether a sender was ever listed that it trusts: otherwise there is nothing to look up
 */
public record Account(
        long id,
        String organisation,
        AccountKind kind,
        String program,
        String name,
        AccountStatus status,
        long number,
        String kycEvidenceSha256,
        LocalDate kycDate,
        boolean kycNotStated,
        Clients clients,
        Instant openedAt,
        long limits,
        boolean trusts) {

    public String publicId() {
        return AccountNumber.format(id);
    }

    /**
     * Checks that units may leave this account on behalf of an organisation.
     *
     * @param account null when there is none of that id
     * @param pointer the field that names it
     * @throws Refused unknown-account, wrong-owner, account-suspended, account-closed
     */
    public static void requireSender(Account account, String id, String organisation, String pointer) {
        requireOwner(account, id, organisation, pointer);
        account.status.requireSending(id, pointer);
    }

    /**
     * Checks whose account it is.
     *
     * @throws Refused unknown-account, wrong-owner
     */
    public static void requireOwner(Account account, String id, String organisation, String pointer) {
        if (account == null) {
            throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + id, pointer);
        }
        if (account.kind.isSystem() || !account.organisation.equals(organisation)) {
            throw new Refused(
                    AccountRefusal.WRONG_OWNER, "account " + id + " belongs to another organisation", pointer);
        }
    }

    /**
     * Checks that a transfer may come in.
     *
     * @throws Refused unknown-account, account-closed
     */
    public static void requireReceiver(Account account, String id, String pointer) {
        if (account == null || account.kind.isSystem()) {
            throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "no transfer can go to account " + id, pointer);
        }
        if (account.status == AccountStatus.CLOSED) {
            throw new Refused(AccountRefusal.ACCOUNT_CLOSED, "account " + id + " is closed", pointer);
        }
    }

    /** The fact that it stands like this now. */
    public AccountChanged fact(Instant time) {
        return new AccountChanged(publicId(), number, organisation, kind.word(), program, name, status.word(), time);
    }
}
