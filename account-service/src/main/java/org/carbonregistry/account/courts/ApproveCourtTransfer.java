package org.carbonregistry.account.courts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.outbox.Outbox;

/**
 * A second registrar approves a transfer that an authority ordered: the units move, with the public fact of a transfer, in the
 * transaction of the kind {@code court-transfer}. The commit is the moment: a crash before it leaves the order proposed, and
 * so does a refusal. Locks: the order, accounts, blocks; nothing else takes that of an order.
 */
@Singleton
class ApproveCourtTransfer {

    /** What was decided under the locks: units, or a refusal. */
    private record Choice(Book book, List<Units> units, Refused refusal) {}

    private static final String NOW = "select clock_timestamp() as now";

    private final Retrying retrying;
    private final Accounts accounts;
    private final BlockLocks locks;
    private final CourtTransfers transfers;
    private final LedgerWriter writer;
    private final Outbox outbox;
    private final LedgerMetrics metrics;
    private final Blinds blinds = Blinds.random();

    ApproveCourtTransfer(
            Retrying retrying,
            Accounts accounts,
            BlockLocks locks,
            CourtTransfers transfers,
            LedgerWriter writer,
            Outbox outbox,
            LedgerMetrics metrics) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.locks = locks;
        this.transfers = transfers;
        this.writer = writer;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    Uni<ProposeCourtTransfer.Answer> approve(UUID id, String actor) {
        return retrying.inTransaction(c -> transfers.lock(c, id).chain(transfer -> {
                    if (transfer == null) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "there is no order " + id, null);
                    }
                    if (transfer.wasDecided(CourtTransferStatus.SETTLED, actor)) {
                        return Uni.createFrom().item(new ProposeCourtTransfer.Answer(transfer, true));
                    }
                    CourtDecision.requireApprovable(transfer, actor);
                    return approve(c, transfer, actor);
                }))
                .invoke(ApproveCourtTransfer::requireAlive)
                .onFailure(Refused.class)
                .invoke(e ->
                        metrics.refused("court-transfer", ((Refused) e).reason().code()));
    }

    /** A lapsed one was written down as that, and is refused after it. */
    static void requireAlive(ProposeCourtTransfer.Answer answer) {
        if (!answer.replayed() && answer.transfer().status() == CourtTransferStatus.EXPIRED) {
            throw new Refused(
                    AccountRefusal.ORDER_EXPIRED,
                    "the order lapsed at " + answer.transfer().expiresAt(),
                    null);
        }
    }

    private Uni<ProposeCourtTransfer.Answer> approve(SqlConnection c, CourtTransfer transfer, String actor) {
        return c.query(NOW).execute().chain(rows -> {
            Instant now = DatabaseTime.of(rows.iterator().next(), "now");
            if (transfer.isLapsed(now)) {
                CourtTransfer expired = transfer.expired(now);
                return transfers.decide(c, expired).replaceWith(new ProposeCourtTransfer.Answer(expired, false));
            }
            return accounts.share(c, Set.of(transfer.from(), transfer.to())).chain(known -> {
                CourtDecision.requireAccounts(transfer.from(), transfer.to(), known);
                return locks.decide(
                                c,
                                List.of(transfer.wanted()),
                                Set.of(transfer.to()),
                                book -> choose(transfer, book),
                                choice -> BlockLocks.isShort(choice.refusal()))
                        .chain(choice -> {
                            if (choice.refusal() != null) {
                                throw choice.refusal();
                            }
                            return write(c, transfer, choice, actor);
                        });
            });
        });
    }

    private static Choice choose(CourtTransfer transfer, Book book) {
        try {
            return new Choice(book, CourtDecision.units(transfer, book), null);
        } catch (Refused refused) {
            return new Choice(book, List.of(), refused);
        }
    }

    private Uni<ProposeCourtTransfer.Answer> write(
            SqlConnection c, CourtTransfer transfer, Choice choice, String actor) {
        Book book = choice.book();
        Entry entry = new Entry(
                transfer.id(), MovementKind.TRANSFERRED, book.time(), null, "court transfer " + transfer.id(), actor);
        Journal journal = new Journal(book.blocks(), blinds);
        book.holdings().move(choice.units(), Title.free(transfer.from()), Title.free(transfer.to()));
        List<Movement> movements = journal.append(entry, choice.units(), transfer.from(), transfer.to());
        List<String> ranges = choice.units().stream()
                .map(u -> book.block(u.block()).serial(u.range()).format())
                .toList();
        CourtTransfer settled = transfer.settled(actor, book.time(), ranges);
        RecordedTransaction transaction = new RecordedTransaction(
                transfer.id(), "court-transfer", transfer.fingerprint(), actor, book.time(), null, null, null);
        return Uni.join()
                .all(
                        transfers.decide(c, settled),
                        writer.write(c, book.holdings().changes(), journal),
                        writer.record(c, List.of(transaction)),
                        outbox.write(c, LedgerFacts.transferred(entry, movements, book)))
                .andFailFast()
                .invoke(() ->
                        metrics.moved(MovementKind.TRANSFERRED, 1, movements.size(), Units.quantity(choice.units())))
                .replaceWith(new ProposeCourtTransfer.Answer(settled, false));
    }
}
