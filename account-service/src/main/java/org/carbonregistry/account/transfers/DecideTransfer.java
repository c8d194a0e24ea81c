package org.carbonregistry.account.transfers;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.jboss.logging.Logger;

/**
 * Decides an offer: the receiver accepts or rejects it, the sender cancels it, or its time is over. Judged by database time
 * under the block locks, so of two decisions at the same moment one wins and the other is refused.
 */
@Singleton
public class DecideTransfer {

    private static final Logger LOG = Logger.getLogger(DecideTransfer.class);
    private static final int SWEPT_AT_ONCE = 100;

    private final Pool pool;
    private final Retrying retrying;
    private final Accounts accounts;
    private final BlockLocks locks;
    private final Transfers transfers;
    private final SettleTransfer settlement;

    DecideTransfer(
            Pool pool,
            Retrying retrying,
            Accounts accounts,
            BlockLocks locks,
            Transfers transfers,
            SettleTransfer settlement) {
        this.pool = pool;
        this.retrying = retrying;
        this.accounts = accounts;
        this.locks = locks;
        this.transfers = transfers;
        this.settlement = settlement;
    }

    /**
     * A decision of a person. The same decision of the same person again is answered with the first one, and changes
     * nothing; any other decision of an offer that was decided is refused.
     *
     * @param next settled or rejected (by the receiver), cancelled (by the sender)
     */
    Uni<TransferAnswer> decide(UUID id, TransferStatus next, String organisation, String actor) {
        return retrying.inTransaction(c -> underLocks(c, id, next, organisation, actor))
                .invoke(answer -> {
                    if (answer.transfer().status() != next) {
                        throw new Refused(
                                AccountRefusal.TRANSFER_EXPIRED,
                                "the offer lapsed at " + answer.transfer().expiresAt(),
                                null);
                    }
                });
    }

    @Scheduled(every = "${registry.account.sweep-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        AtomicInteger stuck = new AtomicInteger();
        return Multi.createBy()
                .repeating()
                .uni(() -> transfers.due(pool, SWEPT_AT_ONCE, stuck.get()).chain(ids -> expire(ids, stuck)
                        .replaceWith(ids.size() == SWEPT_AT_ONCE)))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    private Uni<Void> expire(List<UUID> ids, AtomicInteger stuck) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> expire(id, stuck))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<TransferAnswer> expire(UUID id, AtomicInteger stuck) {
        return retrying.inTransaction(c -> underLocks(c, id, TransferStatus.EXPIRED, null, "registry"))
                .onFailure(Refused.class)
                .recoverWithNull()
                // One that cannot be decided now must not keep the others from lapsing: this sweep passes it over, the
                // next one tries it again.
                .onFailure()
                .invoke(failure -> {
                    stuck.incrementAndGet();
                    LOG.warnf(failure, "offer %s did not lapse yet", id);
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<TransferAnswer> underLocks(
            SqlConnection c, UUID id, TransferStatus next, String organisation, String actor) {
        return transfers.byId(c, id).chain(seen -> {
            if (seen == null) {
                throw new Refused(AccountRefusal.UNKNOWN_TRANSFER, "there is no transfer " + id, null);
            }
            Set<Long> blocks = new TreeSet<>();
            seen.units().forEach(u -> blocks.add(u.block()));
            return accounts.share(c, Set.of(seen.from(), seen.to())).chain(known -> {
                requireParty(seen, next, organisation, known);
                // The state is read again after the lock: until then another decision may have been taken.
                return locks.lock(c, blocks, Set.of(seen.from()), Set.of(seen.to()))
                        .chain(book -> transfers.byId(c, id).chain(transfer -> {
                            if (transfer.wasDecided(next, actor)) {
                                return Uni.createFrom().item(new TransferAnswer(transfer, true));
                            }
                            Transfer outcome = outcome(transfer, next, book.time(), actor, known);
                            if (outcome.status() == TransferStatus.SETTLED) {
                                book.frozen().requireClear(outcome.from(), outcome.units(), null);
                            }
                            return write(c, outcome, book).map(decided -> new TransferAnswer(decided, false));
                        }));
            });
        });
    }

    /**
     * Accepting and rejecting are the receiver's, cancelling is the sender's, whichever of its representatives does it; to
     * others the transfer does not exist, and neither does it to the receiver before it was approved.
     */
    static void requireParty(Transfer transfer, TransferStatus next, String organisation, Map<Long, Account> accounts) {
        if (next == TransferStatus.EXPIRED) {
            return;
        }
        Account from = accounts.get(transfer.from());
        Account to = accounts.get(transfer.to());
        boolean receives = to.organisation().equals(organisation) && transfer.isOffered();
        if (!from.organisation().equals(organisation) && !receives) {
            throw new Refused(AccountRefusal.UNKNOWN_TRANSFER, "there is no transfer " + transfer.id(), null);
        }
        Account entitled = next == TransferStatus.CANCELLED ? from : to;
        Account.requireOwner(entitled, AccountNumber.format(entitled.id()), organisation, null);
    }

    /**
     * What becomes of an offer.
     *
     * @param now database time, read under the block locks
     */
    static Transfer outcome(
            Transfer transfer, TransferStatus next, Instant now, String actor, Map<Long, Account> accounts) {
        if (transfer.status().isOpen() && transfer.isLapsed(now)) {
            return transfer.decided(TransferStatus.EXPIRED, "registry", now);
        }
        if (next == TransferStatus.EXPIRED) {
            throw new Refused(AccountRefusal.NOT_PROPOSED, "the offer stands, or was decided", null);
        }
        Transfer decided = transfer.decided(next, actor, now);
        if (next == TransferStatus.SETTLED) {
            Account from = accounts.get(transfer.from());
            Account to = accounts.get(transfer.to());
            Account.requireSender(from, from.publicId(), from.organisation(), null);
            Account.requireReceiver(to, to.publicId(), null);
        }
        return decided;
    }

    private Uni<Transfer> write(SqlConnection c, Transfer decided, Book book) {
        Title reserved = Title.reserved(decided.from(), decided.id());
        if (decided.status() == TransferStatus.SETTLED) {
            return transfers
                    .decide(c, decided)
                    .chain(() -> settlement.move(c, decided, reserved, book, decided.decidedBy()))
                    .replaceWith(decided);
        }
        book.holdings().move(decided.units(), reserved, Title.free(decided.from()));
        return transfers
                .decide(c, decided)
                .chain(() -> settlement.writeHoldings(c, book))
                .replaceWith(decided);
    }
}
