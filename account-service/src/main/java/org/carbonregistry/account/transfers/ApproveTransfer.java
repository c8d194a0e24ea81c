package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.trust.Trust;
import org.carbonregistry.account.trust.TrustedSenders;
import org.carbonregistry.events.http.Refused;

/**
 * A second representative of the sender approves a transfer that is more than one may send alone: it becomes an offer, or
 * settles at once where nobody needs to accept it. Its units were reserved, and counted in its day, when it was proposed; its
 * deadline stays. One transaction under the locks: a crash before the commit leaves it waiting. The same representative's
 * repeat is answered with what became of it.
 */
@Singleton
class ApproveTransfer {

    private final Retrying retrying;
    private final Accounts accounts;
    private final TrustedSenders trusted;
    private final BlockLocks locks;
    private final Transfers transfers;
    private final SettleTransfer settlement;
    private final LedgerMetrics metrics;

    ApproveTransfer(
            Retrying retrying,
            Accounts accounts,
            TrustedSenders trusted,
            BlockLocks locks,
            Transfers transfers,
            SettleTransfer settlement,
            LedgerMetrics metrics) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.trusted = trusted;
        this.locks = locks;
        this.transfers = transfers;
        this.settlement = settlement;
        this.metrics = metrics;
    }

    Uni<TransferAnswer> approve(UUID id, String organisation, String actor) {
        return retrying.inTransaction(c -> approve(c, id, organisation, actor))
                .invoke(answer -> {
                    if (!answer.replayed() && answer.transfer().status() == TransferStatus.EXPIRED) {
                        throw new Refused(
                                AccountRefusal.TRANSFER_EXPIRED,
                                "the transfer lapsed at " + answer.transfer().expiresAt(),
                                null);
                    }
                })
                .onFailure(Refused.class)
                .invoke(e -> metrics.refused("approval", ((Refused) e).reason().code()));
    }

    private Uni<TransferAnswer> approve(SqlConnection c, UUID id, String organisation, String actor) {
        return transfers.byId(c, id).chain(seen -> {
            if (seen == null) {
                throw new Refused(AccountRefusal.UNKNOWN_TRANSFER, "there is no transfer " + id, null);
            }
            Set<Long> blocks = new TreeSet<>();
            seen.units().forEach(u -> blocks.add(u.block()));
            return accounts.share(c, Set.of(seen.from(), seen.to())).chain(known -> {
                DecideTransfer.requireParty(seen, TransferStatus.CANCELLED, organisation, known);
                return trusted.ofReceivers(c, List.of(known.get(seen.to())))
                        .chain(trust -> locks.lock(c, blocks, Set.of(seen.from()), Set.of(seen.to()))
                                // The state is read again after the lock: until then it may have been decided.
                                .chain(book -> transfers
                                        .byId(c, id)
                                        .chain(transfer -> actor.equals(transfer.approvedBy())
                                                ? Uni.createFrom().item(new TransferAnswer(transfer, true))
                                                : write(c, outcome(transfer, book, actor, known, trust), book))));
            });
        });
    }

    private static Transfer outcome(Transfer transfer, Book book, String actor, Map<Long, Account> known, Trust trust) {
        Transfer outcome = outcome(transfer, book.time(), actor, known, trust);
        if (outcome.status() == TransferStatus.SETTLED) {
            book.frozen().requireClear(outcome.from(), outcome.units(), null);
        }
        return outcome;
    }

    /**
     * What becomes of a transfer that a representative of its sender approves.
     *
     * @param now database time, read under the block locks
     * @throws Refused account-suspended, account-closed, four-eyes, not-awaiting-approval
     */
    static Transfer outcome(Transfer transfer, Instant now, String actor, Map<Long, Account> accounts, Trust trust) {
        if (transfer.proposedBy().equals(actor)) {
            throw new Refused(AccountRefusal.FOUR_EYES, "whoever proposed a transfer cannot approve it", null);
        }
        if (transfer.status() == TransferStatus.AWAITING_APPROVAL && transfer.isLapsed(now)) {
            return transfer.decided(TransferStatus.EXPIRED, "registry", now);
        }
        Account from = accounts.get(transfer.from());
        Account to = accounts.get(transfer.to());
        Transfer approved = transfer.approved(trust.settlesAtOnce(from, to, now), actor, now);
        Account.requireSender(from, from.publicId(), from.organisation(), null);
        Account.requireReceiver(to, to.publicId(), null);
        return approved;
    }

    private Uni<TransferAnswer> write(SqlConnection c, Transfer outcome, Book book) {
        Title reserved = Title.reserved(outcome.from(), outcome.id());
        Uni<Void> written =
                switch (outcome.status()) {
                    case PROPOSED -> transfers.approve(c, outcome);
                    case SETTLED ->
                        transfers
                                .approve(c, outcome)
                                .chain(() -> settlement.move(c, outcome, reserved, book, outcome.approvedBy()));
                    default -> {
                        book.holdings().move(outcome.units(), reserved, Title.free(outcome.from()));
                        yield transfers.decide(c, outcome).chain(() -> settlement.writeHoldings(c, book));
                    }
                };
        return written.replaceWith(new TransferAnswer(outcome, false));
    }
}
