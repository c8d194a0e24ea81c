package org.carbonregistry.account.retirements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.AccountNumber;
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
import org.carbonregistry.account.programs.Program;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.RetirementOrdered;

/**
 * Decides a batch of retirement orders, one after the other, each on what the ones before it left. An order is carried out
 * wholly or refused by name.
 */
final class RetireUnits {

    /** What the decisions need to know besides the book. */
    record Register(
            Map<Long, Account> accounts,
            Map<String, Program> programs,
            Map<String, Long> retiredAccounts,
            SendingRules limits) {}

    /** What became of one order: movements, or a refusal. */
    record Decision(RetirementOrdered order, Entry entry, List<Movement> movements, Refused refusal) {

        boolean isExecuted() {
            return refusal == null;
        }
    }

    /** What became of the batch. */
    record Decided(Book book, Journal journal, List<Decision> decisions) {

        boolean fellShort() {
            return decisions.stream().anyMatch(d -> BlockLocks.isShort(d.refusal()));
        }
    }

    private RetireUnits() {}

    static Decided decide(List<RetirementOrdered> orders, Register register, Book book, Blinds blinds) {
        Journal journal = new Journal(book.blocks(), blinds);
        List<Decision> decisions = new ArrayList<>(orders.size());
        for (RetirementOrdered order : orders) {
            Entry entry = entry(order, book);
            try {
                decisions.add(new Decision(order, entry, retire(order, entry, register, book, journal), null));
            } catch (Refused refused) {
                decisions.add(new Decision(order, entry, List.of(), refused));
            }
        }
        return new Decided(book, journal, decisions);
    }

    static Entry entry(RetirementOrdered order, Book book) {
        return new Entry(
                order.retirement(),
                MovementKind.RETIRED,
                book.time(),
                order.effectiveDate(),
                "retirement " + order.retirement()
                        + (order.approvedBy() == null ? "" : ", approved by " + order.approvedBy()),
                order.actor());
    }

    private static List<Movement> retire(
            RetirementOrdered order, Entry entry, Register register, Book book, Journal journal) {
        Wanted wanted = wanted(order, register);
        List<Units> units = book.choose(wanted);
        requireApproval(order, wanted.filter().account(), Units.quantity(units), register, book.time());
        long retired = retiredAccount(order, units, register, book);
        book.holdings().move(units, Title.free(wanted.filter().account()), Title.free(retired));
        return journal.append(entry, units, wanted.filter().account(), retired);
    }

    /**
     * Checks that somebody else than who ordered it approved a retirement, where the account wants that.
     *
     * @param now database time, read under the locks
     * @throws Refused approval-required
     */
    static void requireApproval(RetirementOrdered order, long account, long quantity, Register register, Instant now) {
        boolean approved = order.approvedBy() != null && !order.approvedBy().equals(order.actor());
        Allowance allowance = new Allowance(register.limits());
        if (!approved && allowance.needsSecond(LimitKind.RETIREMENT_UNAPPROVED, account, quantity, now)) {
            throw new Refused(
                    AccountRefusal.APPROVAL_REQUIRED,
                    "a retirement of " + quantity + " units out of account " + order.account()
                            + " needs the approval of a second representative",
                    order.quantity() == null ? "/serials" : "/quantity");
        }
    }

    /**
     * The account of used-up units of the programme that an order is about.
     *
     * @throws Refused effective-date-not-allowed
     */
    static long retiredAccount(RetirementOrdered order, List<Units> units, Register register, Book book) {
        String program = book.block(units.get(0).block()).description().program();
        requireDate(order, register.programs().get(program));
        Long retired = register.retiredAccounts().get(program);
        if (retired == null) {
            throw new IllegalStateException("programme " + program + " has no RETIRED account");
        }
        return retired;
    }

    /**
     * What an order wants, after the checks that need no units.
     *
     * @throws Refused unknown-account, wrong-owner, account-suspended, account-closed, invalid-selection, …
     */
    static Wanted wanted(RetirementOrdered order, Register register) {
        OptionalLong number = AccountNumber.parse(order.account());
        Account account = number.isEmpty() ? null : register.accounts().get(number.getAsLong());
        Account.requireSender(account, order.account(), order.organisation(), "/account");
        return Wanted.of(
                new Wanted.Filter(account.id(), order.program(), order.project(), order.vintage(), order.block()),
                order.serials(),
                order.quantity());
    }

    private static void requireDate(RetirementOrdered order, Program program) {
        if (order.effectiveDate() != null && (program == null || !program.takesOriginalDates())) {
            throw new Refused(
                    AccountRefusal.EFFECTIVE_DATE_NOT_ALLOWED,
                    "an original date is accepted only while the programme's import is open",
                    "/effectiveDate");
        }
    }
}
