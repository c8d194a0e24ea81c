package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Which units are frozen by order of an authority, as read under the block locks: all that an account holds, or ranges of
 * blocks (a frozen project is the whole of each of its blocks). A freeze wins over everything: no frozen unit moves, whatever
 * it is kept for.
 */
public final class Frozen {

    private final Set<Long> accounts;
    private final Map<Long, List<UnitRange>> byBlock = new HashMap<>();

    public Frozen(Set<Long> accounts, Collection<Units> ranges) {
        this.accounts = Set.copyOf(accounts);
        ranges.forEach(
                u -> byBlock.computeIfAbsent(u.block(), b -> new ArrayList<>()).add(u.range()));
    }

    /** Nothing is frozen. */
    public static Frozen nothing() {
        return new Frozen(Set.of(), List.of());
    }

    /** Whether no range of a block is. */
    boolean isWithoutRanges() {
        return byBlock.isEmpty();
    }

    /** Whether some of an account's units in a range are frozen. */
    public boolean touches(long account, long block, UnitRange range) {
        return accounts.contains(account)
                || byBlock.getOrDefault(block, List.of()).stream().anyMatch(f -> f.overlaps(range));
    }

    /** The units of a range that an account may move, ascending. */
    public List<UnitRange> clear(long account, long block, UnitRange range) {
        if (accounts.contains(account)) {
            return List.of();
        }
        List<UnitRange> frozen = byBlock.get(block);
        if (frozen == null) {
            return List.of(range);
        }
        List<UnitRange> clear = List.of(range);
        for (UnitRange f : frozen) {
            List<UnitRange> rest = new ArrayList<>();
            for (UnitRange part : clear) {
                part.intersect(f).ifPresentOrElse(cut -> rest.addAll(part.without(cut)), () -> rest.add(part));
            }
            clear = rest;
        }
        return clear;
    }

    /**
     * Checks that none of an account's units is frozen.
     *
     * @throws Refused frozen
     */
    public void requireClear(long account, List<Units> units, String pointer) {
        for (Units u : units) {
            if (touches(account, u.block(), u.range())) {
                throw new Refused(
                        AccountRefusal.FROZEN, "units of this order are frozen by order of an authority", pointer);
            }
        }
    }
}
