package org.carbonregistry.account.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.carbonregistry.account.ledger.AccountNumber;

/**
 * The last decision of a holder, or of the registrar, about one kind of limit of an account. What tightens is in force at once,
 * what loosens after a delay, so that who stole a token cannot lift a limit and use it before somebody sees it.
 *
 * @param number of the decision among those about the account's limits, from 1
 * @param before units that are in force until {@code from}, or null for no limit
 * @param units units that are in force from then on, or null for no limit
 */
public record AccountLimit(
        long account,
        long number,
        LimitKind kind,
        LimitSetter setter,
        Long before,
        Long units,
        String reason,
        String decidedBy,
        Instant decidedAt,
        Instant from) {

    public AccountLimit {
        if (units != null && units < 0 || before != null && before < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
        if (isLooser(units, before) && !from.isAfter(decidedAt)) {
            throw new IllegalArgumentException("what loosens a limit is not in force at once");
        }
    }

    /**
     * A decision that follows another one, or none. What the other would have loosened later, and has not yet, is dropped.
     *
     * @param last the decision before of the same kind and setter, or null
     * @param delay until a looser limit is in force; not zero
     */
    static AccountLimit decide(
            AccountLimit last,
            long account,
            long number,
            LimitKind kind,
            LimitSetter setter,
            Long units,
            String reason,
            String actor,
            Instant now,
            Duration delay) {
        Long before = last == null ? null : last.inForce(now);
        Instant from = isLooser(units, before) ? now.plus(delay) : now;
        return new AccountLimit(account, number, kind, setter, before, units, reason, actor, now, from);
    }

    private static boolean isLooser(Long units, Long before) {
        return before != null && (units == null || units > before);
    }

    /** The units it limits to at a time, by database time, or null when it does not. */
    public Long inForce(Instant time) {
        return time.isBefore(from) ? before : units;
    }

    /** Whether this is that decision again: it changes nothing, and does not start the delay anew. */
    boolean says(Long wanted, String why, String actor) {
        return Objects.equals(units, wanted) && reason.equals(why) && decidedBy.equals(actor);
    }

    /** Whose limit it is, for people. */
    String whose() {
        return "account " + AccountNumber.format(account) + ", set by its " + setter.word();
    }
}
