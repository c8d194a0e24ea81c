package org.carbonregistry.account.courts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Frozen;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.http.Refused;

/** What registrars may decide about a transfer that was ordered, and which units it takes. */
final class CourtDecision {

    private CourtDecision() {}

    /**
     * Checks that a second registrar may approve it.
     *
     * @throws Refused four-eyes, order-decided
     */
    static void requireApprovable(CourtTransfer transfer, String actor) {
        if (transfer.proposedBy().equals(actor)) {
            throw new Refused(AccountRefusal.FOUR_EYES, "whoever proposed an order cannot approve it", null);
        }
        transfer.status().decide(CourtTransferStatus.SETTLED);
    }

    /**
     * Checks the accounts. The sender's state does not matter, the order is about it; the receiver must be able to receive.
     *
     * @throws Refused unknown-account, account-closed
     */
    static void requireAccounts(long from, long to, Map<Long, Account> accounts) {
        Account sender = accounts.get(from);
        if (sender == null || sender.kind().isSystem()) {
            throw new Refused(
                    AccountRefusal.UNKNOWN_ACCOUNT,
                    "no order is about units of account " + AccountNumber.format(from),
                    "/fromAccount");
        }
        Account.requireReceiver(accounts.get(to), AccountNumber.format(to), "/toAccount");
    }

    /**
     * The units it takes: free ones, which neither an offer nor a hold keeps; frozen ones only where the order says so.
     *
     * @throws Refused what {@link Book#choose} refuses
     */
    static List<Units> units(CourtTransfer transfer, Book book) {
        return book.choose(
                transfer.wanted(),
                Title.free(transfer.from()),
                transfer.takesFrozen() ? Frozen.nothing() : book.frozen());
    }

    /** What becomes of it when a registrar does not want it, the one who proposed it or another. */
    static CourtTransfer rejected(CourtTransfer transfer, String actor, Instant now, String reason) {
        return transfer.isLapsed(now) && transfer.status() == CourtTransferStatus.PROPOSED
                ? transfer.expired(now)
                : transfer.rejected(actor, now, reason);
    }
}
