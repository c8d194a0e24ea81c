package org.carbonregistry.account.retirements;

import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.holds.Hold;
import org.carbonregistry.account.holds.HoldStatus;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.mandates.Mandate.Act;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.account.retirements.RetireUnits.Decided;
import org.carbonregistry.account.retirements.RetireUnits.Decision;
import org.carbonregistry.account.retirements.RetireUnits.Register;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.serial.SerialRange;

/**
 * Decides a retirement straight out of a hold: ordered by the settlement agent of the hold, under a mandate of the account's
 * holder that lets it retire, whose limit governs: no second representative is asked.
 * The units go from the hold to RETIRED; the hold counts them as settled.
 */
final class RetireFromHold {

    /** What became of the order, and of the hold; the hold is null when the order was refused. */
    record Outcome(Decided decided, Hold hold) {}

    private RetireFromHold() {}

    /** @param hold read under the block locks, or null */
    static Outcome decide(
            RetirementOrdered order, Register register, Hold hold, MandateBook mandates, Book book, Blinds blinds) {
        Journal journal = new Journal(book.blocks(), blinds);
        Entry entry = RetireUnits.entry(order, book);
        try {
            List<Movement> movements = retire(order, entry, register, hold, mandates, book, journal);
            long quantity =
                    movements.stream().mapToLong(m -> m.units().quantity()).sum();
            Hold changed = hold.after(quantity, 0, HoldStatus.SETTLED, order.actor(), book.time());
            return new Outcome(
                    new Decided(book, journal, List.of(new Decision(order, entry, movements, null))), changed);
        } catch (Refused refused) {
            return new Outcome(
                    new Decided(book, journal, List.of(new Decision(order, entry, List.of(), refused))), null);
        }
    }

    private static List<Movement> retire(
            RetirementOrdered order,
            Entry entry,
            Register register,
            Hold hold,
            MandateBook mandates,
            Book book,
            Journal journal) {
        if (hold == null) {
            throw unknown(order.hold());
        }
        hold.requireActing(order.organisation(), book.time(), "/hold");
        Account account = register.accounts().get(hold.account());
        if (!account.publicId().equals(order.account())) {
            throw new Refused(
                    AccountRefusal.NOT_ON_HOLD, "the hold is not on units of account " + order.account(), "/account");
        }
        Account.requireSender(account, order.account(), account.organisation(), "/account");
        Wanted wanted = Wanted.of(
                new Wanted.Filter(account.id(), order.program(), order.project(), order.vintage(), order.block()),
                order.serials(),
                order.quantity());
        requireOnItsBlocks(wanted, book);
        List<Units> units = book.choose(wanted, hold.title());
        long quantity = Units.quantity(units);
        String pointer = hold.mandate() == null ? "/quantity" : "/hold";
        mandates.useHeld(Act.RETIRE, hold.mandate(), account.id(), quantity, order.retirement(), book.time(), pointer);
        long retired = RetireUnits.retiredAccount(order, units, register, book);
        book.holdings().move(units, hold.title(), Title.free(retired));
        return journal.append(entry, units, account.id(), retired);
    }

    /** Only the blocks of the hold were read: of units of others no more is known than that they are not on it. */
    private static void requireOnItsBlocks(Wanted wanted, Book book) {
        for (int i = 0; i < wanted.serials().size(); i++) {
            SerialRange serial = wanted.serials().get(i);
            if (book.blocks().stream().noneMatch(b -> b.description().block().equals(serial.blockName()))) {
                throw new Refused(
                        AccountRefusal.NOT_ON_HOLD, serial.format() + " is not on this hold", "/serials/" + i);
            }
        }
    }

    private static Refused unknown(UUID hold) {
        return new Refused(AccountRefusal.UNKNOWN_HOLD, "there is no hold " + hold, "/hold");
    }
}
