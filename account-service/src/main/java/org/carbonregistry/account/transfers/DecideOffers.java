package org.carbonregistry.account.transfers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.http.Refused;

/**
 * Decides a set of offers, one after the other, each on what the ones before it left: within one organisation units move at
 * once, otherwise they are reserved. An offer gets all it wants or is refused by name.
 */
final class DecideOffers {

    /** An offer whose accounts may send and receive. */
    record Ready(Offer offer, Account from, Account to, Wanted wanted) {}

    /** How long offers stand. */
    record Terms(Duration usual, Duration longest) {}

    /** What became of one: a transfer, with what moved for it, or a refusal. */
    record Decision(Ready ready, Transfer transfer, Entry entry, List<Movement> movements, Refused refusal) {}

    /** What became of all. */
    record Decided(Book book, Journal journal, List<Decision> decisions) {

        boolean fellShort() {
            return decisions.stream()
                    .anyMatch(d -> d.refusal() != null && d.refusal().reason() == AccountRefusal.INSUFFICIENT_UNITS);
        }
    }

    private DecideOffers() {}

    static Decided decide(List<Ready> offers, Terms terms, Book book, Blinds blinds) {
        Journal journal = new Journal(book.blocks(), blinds);
        List<Decision> decisions = new ArrayList<>(offers.size());
        for (Ready ready : offers) {
            try {
                decisions.add(decide(ready, terms, book, journal));
            } catch (Refused refused) {
                decisions.add(new Decision(ready, null, null, List.of(), refused));
            }
        }
        return new Decided(book, journal, decisions);
    }

    private static Decision decide(Ready ready, Terms terms, Book book, Journal journal) {
        List<Units> units = book.choose(ready.wanted());
        Transfer offered = offered(ready, units, terms, book);
        Title from = Title.free(offered.from());
        if (offered.expiresAt() != null) {
            book.holdings().move(units, from, Title.reserved(offered.from(), offered.id()));
            return new Decision(ready, offered, null, List.of(), null);
        }
        String actor = ready.offer().actor();
        Entry entry =
                new Entry(offered.id(), MovementKind.TRANSFERRED, book.time(), null, "transfer " + offered.id(), actor);
        book.holdings().move(units, from, Title.free(offered.to()));
        return new Decision(
                ready,
                offered.decided(TransferStatus.SETTLED, actor, book.time()),
                entry,
                journal.append(entry, units, offered.from(), offered.to()),
                null);
    }

    private static Transfer offered(Ready ready, List<Units> units, Terms terms, Book book) {
        ProposeTransfer.Request request = ready.offer().request();
        boolean atOnce = ready.from().organisation().equals(ready.to().organisation());
        return new Transfer(
                UUID.randomUUID(),
                ready.offer().organisation(),
                request.externalId(),
                ready.offer().fingerprint(),
                ready.from().id(),
                ready.to().id(),
                units,
                units.stream()
                        .map(u -> book.block(u.block()).serial(u.range()).format())
                        .toList(),
                request.message(),
                TransferStatus.PROPOSED,
                ready.offer().actor(),
                book.time(),
                atOnce ? null : expiry(request.expiresAt(), terms, book.time()),
                null,
                null);
    }

    private static Instant expiry(Instant asked, Terms terms, Instant now) {
        if (asked == null) {
            return now.plus(terms.usual());
        }
        if (!asked.isAfter(now) || asked.isAfter(now.plus(terms.longest()))) {
            throw new Refused(
                    AccountRefusal.INVALID_EXPIRY,
                    "an offer expires in the future, within " + terms.longest(),
                    "/expiresAt");
        }
        return asked.truncatedTo(ChronoUnit.MICROS);
    }
}
