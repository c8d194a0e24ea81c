package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/**
 * The holdings of some blocks while orders are decided, in memory: each order sees what the ones before it left. It only
 * ever moves units from one title to another, so what is in it stays a partition of what was put in. Adjacent units under
 * the same title are joined.
 */
public final class Holdings {

    /** Most ranges one transaction may move: more is refused before anything moves. */
    public static final int MOST_RANGES = 1000;

    private final Map<Long, Map<Title, TreeMap<Long, UnitRange>>> byBlock = new HashMap<>();
    private final Map<Long, List<Holding>> stored = new HashMap<>();
    private final Set<Long> touched = new TreeSet<>();

    /** @throws IllegalArgumentException when a row comes twice: it would be taken for one that is left over */
    public Holdings(Collection<Holding> rows) {
        Set<Long> ids = new HashSet<>();
        for (Holding row : rows) {
            if (row.id() != null && !ids.add(row.id())) {
                throw new IllegalArgumentException("holding " + row.id() + " was read twice");
            }
            stored.computeIfAbsent(row.block(), b -> new ArrayList<>()).add(row);
            put(row.block(), row.title(), row.units());
        }
    }

    /** What is under a title in a block now, ascending. */
    public List<UnitRange> of(Title title, long block) {
        return List.copyOf(ranges(block, title).values());
    }

    /** Whether nothing is under a title in a block. */
    public boolean isEmpty(Title title, long block) {
        return ranges(block, title).isEmpty();
    }

    /**
     * The oldest units under a title that are not frozen: the blocks in the order given, in each block from its first unit on.
     *
     * @throws Refused invalid-quantity, too-many-ranges (even where there would not be enough), frozen (there would be enough),
     *     insufficient-units
     */
    public List<Units> oldest(Title from, Iterable<Long> blocks, long quantity, Frozen frozen) {
        if (quantity < 1) {
            throw new Refused(
                    AccountRefusal.INVALID_QUANTITY, "a quantity is at least 1, not " + quantity, "/quantity");
        }
        List<Units> chosen = new ArrayList<>();
        long missing = quantity;
        long passedOver = 0;
        Iterator<Long> next = blocks.iterator();
        while (missing > 0 && next.hasNext()) {
            long block = next.next();
            for (UnitRange held : ranges(block, from).values()) {
                passedOver += held.quantity();
                for (UnitRange clear : frozen.clear(from.account(), block, held)) {
                    passedOver -= clear.quantity();
                    if (missing > 0) {
                        UnitRange taken = clear.take(Math.min(missing, clear.quantity()));
                        chosen.add(new Units(block, taken));
                        if (chosen.size() > MOST_RANGES) {
                            throw tooMany(chosen.size(), "/quantity");
                        }
                        missing -= taken.quantity();
                    }
                }
                if (missing == 0) {
                    break;
                }
            }
        }
        if (missing > 0 && missing <= passedOver) {
            throw new Refused(
                    AccountRefusal.FROZEN,
                    passedOver + " such units of the account are frozen; " + (quantity - missing) + " can move, not "
                            + quantity,
                    "/quantity");
        }
        if (missing > 0) {
            throw new Refused(
                    AccountRefusal.INSUFFICIENT_UNITS,
                    "the account holds " + (quantity - missing) + " such units, not " + quantity,
                    "/quantity");
        }
        return chosen;
    }

    /**
     * Exactly these units, under this title.
     *
     * @param name how the order names its k-th range, from 0: for refusals
     * @throws Refused too-many-ranges, repeated-units, not-held, reserved, on-hold, not-on-this-hold, frozen
     */
    public List<Units> exactly(Title from, List<Units> wanted, IntFunction<String> name, Frozen frozen) {
        if (wanted.size() > MOST_RANGES) {
            throw tooMany(wanted.size(), "/serials");
        }
        Map<Long, TreeMap<UnitRange, Integer>> wantedByBlock = new LinkedHashMap<>();
        for (int k = 0; k < wanted.size(); k++) {
            Units units = wanted.get(k);
            TreeMap<UnitRange, Integer> before = wantedByBlock.computeIfAbsent(units.block(), b -> new TreeMap<>());
            requireApart(before, units.range(), k, name);
            before.put(units.range(), k);
        }
        List<Units> chosen = new ArrayList<>();
        wantedByBlock.forEach((block, ranges) -> ranges.forEach((range, k) -> {
            if (!isUnder(from, block, range)) {
                throw missing(from, block, range, k, name);
            }
            if (frozen.touches(from.account(), block, range)) {
                throw new Refused(
                        AccountRefusal.FROZEN,
                        "units of " + name.apply(k) + " are frozen by order of an authority",
                        "/serials/" + k);
            }
            chosen.add(new Units(block, range));
        }));
        return chosen;
    }

    private static void requireApart(
            TreeMap<UnitRange, Integer> before, UnitRange range, int k, IntFunction<String> name) {
        Map.Entry<UnitRange, Integer> lower = before.floorEntry(range);
        Map.Entry<UnitRange, Integer> higher = before.higherEntry(range);
        Map.Entry<UnitRange, Integer> shared = lower != null && lower.getKey().overlaps(range)
                ? lower
                : higher != null && higher.getKey().overlaps(range) ? higher : null;
        if (shared != null) {
            throw new Refused(
                    AccountRefusal.REPEATED_UNITS,
                    name.apply(k) + " shares units with " + name.apply(shared.getValue()),
                    "/serials/" + k);
        }
    }

    /** Moves units, all of them under {@code from}, to another title. */
    public void move(List<Units> units, Title from, Title to) {
        for (Units moved : units) {
            TreeMap<Long, UnitRange> source = ranges(moved.block(), from);
            Map.Entry<Long, UnitRange> at = source.floorEntry(moved.range().first());
            if (at == null || !at.getValue().contains(moved.range())) {
                throw new IllegalStateException(moved + " is not under " + from);
            }
            source.remove(at.getKey());
            at.getValue().without(moved.range()).forEach(rest -> source.put(rest.first(), rest));
            put(moved.block(), to, moved.range());
            touched.add(moved.block());
        }
    }

    /** What differs from the rows it was made of: a changed row is used again for another range where possible. */
    public HoldingChanges changes() {
        List<Holding> updated = new ArrayList<>();
        List<Holding> inserted = new ArrayList<>();
        List<Long> deleted = new ArrayList<>();
        for (long block : touched) {
            Set<Holding> present = new HashSet<>();
            byBlock.get(block).forEach((title, ranges) -> ranges.values()
                    .forEach(units -> present.add(new Holding(null, block, title, units))));
            Map<Title, List<Holding>> obsolete = new LinkedHashMap<>();
            for (Holding row : stored.getOrDefault(block, List.of())) {
                if (!present.remove(new Holding(null, block, row.title(), row.units()))) {
                    obsolete.computeIfAbsent(row.title(), t -> new ArrayList<>())
                            .add(row);
                }
            }
            for (Holding wanted : present) {
                List<Holding> reusable = obsolete.get(wanted.title());
                if (reusable == null || reusable.isEmpty()) {
                    inserted.add(wanted);
                } else {
                    Holding row = reusable.remove(reusable.size() - 1);
                    updated.add(new Holding(row.id(), block, wanted.title(), wanted.units()));
                }
            }
            obsolete.values().forEach(rows -> rows.forEach(row -> deleted.add(row.id())));
        }
        return new HoldingChanges(updated, inserted, deleted);
    }

    /** Why units are not under a title: not in the account at all, or kept for something else. */
    private Refused missing(Title from, long block, UnitRange range, int k, IntFunction<String> name) {
        TreeMap<Long, UnitRange> all = new TreeMap<>();
        TreeMap<Long, UnitRange> offered = new TreeMap<>();
        byBlock.getOrDefault(block, Map.of()).forEach((title, ranges) -> {
            if (title.account() == from.account()) {
                ranges.values().forEach(r -> join(all, r));
                if (title.reservedFor() != null) {
                    ranges.values().forEach(r -> join(offered, r));
                }
            }
        });
        String pointer = "/serials/" + k;
        if (!isIn(all, range)) {
            return new Refused(AccountRefusal.NOT_HELD, "the account does not hold all of " + name.apply(k), pointer);
        }
        if (!from.isFree()) {
            return new Refused(AccountRefusal.NOT_ON_HOLD, name.apply(k) + " is not all on this hold", pointer);
        }
        return offered.values().stream().anyMatch(range::overlaps)
                ? new Refused(
                        AccountRefusal.RESERVED, "units of " + name.apply(k) + " are reserved for a transfer", pointer)
                : new Refused(AccountRefusal.ON_HOLD, "units of " + name.apply(k) + " are on hold", pointer);
    }

    private static boolean isIn(TreeMap<Long, UnitRange> ranges, UnitRange range) {
        Map.Entry<Long, UnitRange> at = ranges.floorEntry(range.first());
        return at != null && at.getValue().contains(range);
    }

    private boolean isUnder(Title title, long block, UnitRange range) {
        return isIn(ranges(block, title), range);
    }

    private static Refused tooMany(int ranges, String pointer) {
        return new Refused(
                AccountRefusal.TOO_MANY_RANGES,
                ranges + " ranges in one transaction; the most is " + MOST_RANGES,
                pointer);
    }

    private void put(long block, Title title, UnitRange units) {
        join(ranges(block, title), units);
    }

    /** Adds units and joins them with their neighbours, so that ranges do not pile up. */
    private static void join(TreeMap<Long, UnitRange> held, UnitRange units) {
        UnitRange joined = units;
        Map.Entry<Long, UnitRange> before = held.lowerEntry(units.first());
        if (before != null && before.getValue().last() + 1 == units.first()) {
            joined = new UnitRange(before.getKey(), joined.last());
        }
        UnitRange after = held.remove(units.last() + 1);
        if (after != null) {
            joined = new UnitRange(joined.first(), after.last());
        }
        held.put(joined.first(), joined);
    }

    private TreeMap<Long, UnitRange> ranges(long block, Title title) {
        return byBlock.computeIfAbsent(block, b -> new HashMap<>()).computeIfAbsent(title, t -> new TreeMap<>());
    }
}
