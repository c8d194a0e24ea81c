package org.carbonregistry.account.settlements;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.holds.Hold;
import org.carbonregistry.account.holds.Holds;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.mandates.Mandates;
import org.carbonregistry.account.settlements.DecideTrade.Decided;
import org.carbonregistry.account.settlements.DecideTrade.Known;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;

/**
 * Settles a trade: all its legs in one transaction, or none. The commit is the moment; a crash before it leaves nothing of it, a
 * crash after it all of it, and the venue's repeat under the same trade id gets the first answer.
 *
 * <p>Locks are taken in the order that all commands keep: accounts, mandates, blocks. What holds are is read after that.
 */
@Singleton
class SettleTrade {

    /** The settlement, whether this was a repeat, and whether it was only tried. */
    record Answer(Settlement settlement, boolean replayed, boolean tried) {}

    /** Ends a transaction that was only tried; nothing of it stays. */
    private static final class Tried extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Settlement settlement;

        Tried(Settlement settlement) {
            super("tried", null, false, false);
            this.settlement = settlement;
        }
    }

    private final Retrying retrying;
    private final Accounts accounts;
    private final Mandates mandates;
    private final BlockLocks locks;
    private final Holds holds;
    private final Settlements settlements;
    private final LedgerWriter writer;
    private final Outbox outbox;
    private final LedgerMetrics metrics;
    private final Blinds blinds = Blinds.random();

    SettleTrade(
            Retrying retrying,
            Accounts accounts,
            Mandates mandates,
            BlockLocks locks,
            Holds holds,
            Settlements settlements,
            LedgerWriter writer,
            Outbox outbox,
            LedgerMetrics metrics) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.mandates = mandates;
        this.locks = locks;
        this.holds = holds;
        this.settlements = settlements;
        this.writer = writer;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    Uni<Answer> settle(TradeRequest trade, String venue, String actor) {
        if (trade == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        trade.requireShape();
        byte[] fingerprint = Fingerprint.of(trade.meant());
        return retrying.inTransaction(c -> settlements
                        .byTradeId(c, venue, trade.tradeId())
                        .chain(before -> before == null
                                ? settle(c, trade, fingerprint, venue, actor)
                                : Uni.createFrom().item(repeat(before, fingerprint))))
                .onFailure(Tried.class)
                .recoverWithItem(e -> new Answer(((Tried) e).settlement, false, true))
                .onFailure(Refused.class)
                .invoke(e ->
                        metrics.refused("settlement", ((Refused) e).reason().code()));
    }

    private static Answer repeat(Settlement before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "trade " + before.tradeId() + " was settled with another content",
                    "/tradeId");
        }
        return new Answer(before, true, false);
    }

    private Uni<Answer> settle(SqlConnection c, TradeRequest trade, byte[] fingerprint, String venue, String actor) {
        Set<UUID> ids = new TreeSet<>();
        Set<Long> buyers = new TreeSet<>();
        for (TradeRequest.Leg leg : trade.legs()) {
            ids.add(leg.holdId());
            AccountNumber.parse(leg.buyerAccount()).ifPresent(buyers::add);
        }
        return holds.byIds(c, ids).chain(seen -> {
            Set<Long> sellers = new TreeSet<>();
            Set<Long> blocks = new TreeSet<>();
            for (Hold hold : seen.values()) {
                sellers.add(hold.account());
                blocks.addAll(hold.blocks());
            }
            Set<Long> all = new TreeSet<>(sellers);
            all.addAll(buyers);
            return accounts.share(c, all).chain(known -> mandates.lock(c, sellers, venue)
                    .chain(mandateBook -> locks.lock(c, blocks, sellers, buyers).chain(book -> holds.byIds(c, ids)
                            .chain(locked -> write(
                                    c,
                                    trade,
                                    fingerprint,
                                    venue,
                                    actor,
                                    new Known(locked, known, mandateBook, book))))));
        });
    }

    private Uni<Answer> write(
            SqlConnection c, TradeRequest trade, byte[] fingerprint, String venue, String actor, Known known) {
        UUID id = UUID.randomUUID();
        Book book = known.book();
        Entry entry = new Entry(id, MovementKind.TRANSFERRED, book.time(), null, "settlement " + id, actor);
        Journal journal = new Journal(book.blocks(), blinds);
        Decided decided = DecideTrade.decide(trade, venue, entry, known, journal);
        Settlement settlement = new Settlement(
                id,
                venue,
                trade.tradeId(),
                fingerprint,
                decided.legs(),
                trade.price(),
                trade.currency(),
                trade.contractRef(),
                actor,
                book.time());
        if (trade.isDryRun()) {
            return Uni.createFrom().failure(new Tried(settlement));
        }
        RecordedTransaction transaction =
                new RecordedTransaction(id, "settlement", fingerprint, actor, book.time(), null, null, null);
        return settlements
                .insert(c, settlement)
                .chain(() -> holds.change(c, MessageType.HOLD_SETTLED, decided.holds(), id, book.time()))
                .chain(() -> mandates.use(c, known.mandates().uses(), book.time()))
                .chain(() -> writer.write(c, book.holdings().changes(), journal))
                .chain(() -> writer.record(c, List.of(transaction)))
                .chain(() -> outbox.write(c, LedgerFacts.transferred(entry, decided.movements(), book)))
                .invoke(() -> count(decided.movements()))
                .replaceWith(new Answer(settlement, false, false));
    }

    private void count(List<Movement> movements) {
        metrics.moved(
                MovementKind.TRANSFERRED,
                1,
                movements.size(),
                movements.stream().mapToLong(m -> m.units().quantity()).sum());
    }
}
