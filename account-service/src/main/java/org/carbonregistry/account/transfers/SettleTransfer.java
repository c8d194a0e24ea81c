package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.outbox.Outbox;

/** Moves the units of a transfer to the receiver: holdings, journal, public facts, in the transaction that holds the locks. */
@Singleton
class SettleTransfer {

    private final LedgerWriter writer;
    private final Outbox outbox;
    private final LedgerMetrics metrics;
    private final Blinds blinds = Blinds.random();

    SettleTransfer(LedgerWriter writer, Outbox outbox, LedgerMetrics metrics) {
        this.writer = writer;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    Uni<Void> move(SqlConnection c, Transfer transfer, Title from, Book book, String actor) {
        Entry entry = new Entry(
                transfer.id(), MovementKind.TRANSFERRED, book.time(), null, "transfer " + transfer.id(), actor);
        Journal journal = new Journal(book.blocks(), blinds);
        book.holdings().move(transfer.units(), from, Title.free(transfer.to()));
        List<Movement> movements = journal.append(entry, transfer.units(), transfer.from(), transfer.to());
        RecordedTransaction transaction = new RecordedTransaction(
                transfer.id(), "transfer", transfer.fingerprint(), actor, book.time(), null, null, null);
        return Uni.join()
                .all(
                        writer.write(c, book.holdings().changes(), journal),
                        writer.record(c, List.of(transaction)),
                        outbox.write(c, LedgerFacts.transferred(entry, movements, book)))
                .andFailFast()
                .invoke(() ->
                        metrics.moved(MovementKind.TRANSFERRED, 1, movements.size(), Units.quantity(transfer.units())))
                .replaceWithVoid();
    }

    /** Writes a reservation, or its release: units change their title, not their owner. */
    Uni<Void> writeHoldings(SqlConnection c, Book book) {
        return writer.write(c, book.holdings().changes(), new Journal(book.blocks(), blinds));
    }
}
