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
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.Allowance;
import org.carbonregistry.account.limits.LimitKind;
import org.carbonregistry.account.limits.SendingRules;
import org.carbonregistry.account.trust.Trust;
import org.carbonregistry.events.http.Refused;

/**
 * Decides a set of offers, one after the other, each on what the ones before it left: within one organisation, and from a
 * trusted sender, units move at once, otherwise they are reserved; also those that wait for a second representative. An offer
 * gets all it wants or is refused by name.
 */
final class DecideOffers {

    /** An offer whose accounts may send and receive. */
    record Ready(Offer offer, Account from, Account to, Wanted wanted) {}

    /** How long offers stand. */
    record Terms(Duration usual, Duration longest) {}

    /** What offers are decided by, besides what their senders hold. */
    record Rules(Terms terms, SendingRules sending, Trust trust) {}

    /** What became of one: a transfer, with what moved for it, or a refusal. */
    record Decision(Ready ready, Transfer transfer, Entry entry, List<Movement> movements, Refused refusal) {}

    /** What became of all. */
    record Decided(Book book, Journal journal, List<Decision> decisions) {

        boolean fellShort() {
            return decisions.stream().anyMatch(d -> BlockLocks.isShort(d.refusal()));
        }
    }

    private DecideOffers() {}

    static Decided decide(List<Ready> offers, Rules rules, Book book, Blinds blinds) {
        Journal journal = new Journal(book.blocks(), blinds);
        Allowance allowance = new Allowance(rules.sending());
        List<Decision> decisions = new ArrayList<>(offers.size());
        for (Ready ready : offers) {
            try {
                decisions.add(decide(ready, rules, allowance, book, journal));
            } catch (Refused refused) {
                decisions.add(new Decision(ready, null, null, List.of(), refused));
            }
        }
        return new Decided(book, journal, decisions);
    }

    private static Decision decide(Ready ready, Rules rules, Allowance allowance, Book book, Journal journal) {
        List<Units> units = book.choose(ready.wanted());
        long account = ready.from().id();
        long quantity = Units.quantity(units);
        String program = book.block(units.get(0).block()).description().program();
        boolean second = allowance.needsSecond(LimitKind.UNAPPROVED, account, quantity, book.time());
        boolean atOnce = !second && rules.trust().settlesAtOnce(ready.from(), ready.to(), book.time());
        Transfer offered = offered(ready, units, second, atOnce, rules.terms(), book);
        allowance.take(account, program, quantity, book.time(), "/quantity");
        Title from = Title.free(account);
        if (!atOnce) {
            book.holdings().move(units, from, Title.reserved(account, offered.id()));
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

    private static Transfer offered(
            Ready ready, List<Units> units, boolean second, boolean atOnce, Terms terms, Book book) {
        ProposeTransfer.Request request = ready.offer().request();
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
                second ? TransferStatus.AWAITING_APPROVAL : TransferStatus.PROPOSED,
                ready.offer().actor(),
                book.time(),
                atOnce ? null : expiry(request.expiresAt(), terms, book.time()),
                null,
                null,
                second,
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
