package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/**
 * The holdings of some blocks while a batch of orders is decided, in memory: each order sees what the ones before it left.
 * It only ever moves units, so what is in it stays a partition of what was put in.
 */
public final class Holdings {

    /** Most ranges one transaction may move: more is refused before anything moves. */
    public static final int MOST_RANGES = 1000;

    private final Map<Long, Map<Long, TreeMap<Long, UnitRange>>> byAccount = new HashMap<>();

    public Holdings(Collection<Holding> present) {
        present.forEach(h -> put(h.account(), h.block(), h.units()));
    }

    /**
     * Takes the oldest units of an account: the blocks in the order given, in each block from its first unit on.
     *
     * @param blocks the blocks that may be used, oldest first
     * @throws Refused invalid-quantity, insufficient-units, too-many-ranges; then nothing has moved
     */
    public List<Movement> moveOldest(long from, long to, List<Long> blocks, long quantity) {
        if (quantity < 1) {
            throw new Refused(LedgerRefusal.INVALID_QUANTITY, "a quantity is at least 1, not " + quantity, "/quantity");
        }
        List<Movement> moves = new ArrayList<>();
        long missing = quantity;
        for (long block : blocks) {
            for (UnitRange held : ranges(from, block).values()) {
                if (missing == 0) {
                    break;
                }
                UnitRange taken = held.take(Math.min(missing, held.quantity()));
                moves.add(new Movement(block, taken, from, to));
                missing -= taken.quantity();
            }
        }
        if (missing > 0) {
            throw new Refused(
                    LedgerRefusal.INSUFFICIENT_UNITS,
                    "the account holds " + (quantity - missing) + " such units, not " + quantity,
                    "/quantity");
        }
        return apply(moves);
    }

    /**
     * Takes exactly these units of one block.
     *
     * @throws Refused repeated-units, not-held, too-many-ranges; then nothing has moved
     */
    public List<Movement> moveExactly(long from, long to, long block, List<UnitRange> wanted) {
        List<UnitRange> ascending = wanted.stream().sorted().toList();
        for (int i = 1; i < ascending.size(); i++) {
            if (ascending.get(i).overlaps(ascending.get(i - 1))) {
                throw new Refused(
                        LedgerRefusal.REPEATED_UNITS,
                        ascending.get(i) + " is named together with " + ascending.get(i - 1),
                        "/serials");
            }
        }
        List<Movement> moves = new ArrayList<>();
        for (UnitRange range : ascending) {
            Map.Entry<Long, UnitRange> at = ranges(from, block).floorEntry(range.first());
            if (at == null || !at.getValue().contains(range)) {
                throw new Refused(LedgerRefusal.NOT_HELD, "the account does not hold all of " + range, "/serials");
            }
            moves.add(new Movement(block, range, from, to));
        }
        return apply(moves);
    }

    /** What an account holds of a block now, ascending. */
    public List<UnitRange> of(long account, long block) {
        return List.copyOf(ranges(account, block).values());
    }

    private List<Movement> apply(List<Movement> moves) {
        if (moves.size() > MOST_RANGES) {
            throw new Refused(
                    LedgerRefusal.TOO_MANY_RANGES,
                    moves.size() + " ranges in one transaction; the most is " + MOST_RANGES,
                    "/quantity");
        }
        for (Movement move : moves) {
            TreeMap<Long, UnitRange> source = ranges(move.from(), move.block());
            UnitRange held = source.floorEntry(move.units().first()).getValue();
            source.remove(held.first());
            held.without(move.units()).forEach(rest -> source.put(rest.first(), rest));
            put(move.to(), move.block(), move.units());
        }
        return moves;
    }

    /** Puts units into an account and joins them with their neighbours, so that ranges do not pile up. */
    private void put(long account, long block, UnitRange units) {
        TreeMap<Long, UnitRange> held = ranges(account, block);
        UnitRange joined = units;
        Map.Entry<Long, UnitRange> before = held.lowerEntry(units.first());
        if (before != null && before.getValue().last() + 1 == units.first()) {
            held.remove(before.getKey());
            joined = new UnitRange(before.getKey(), joined.last());
        }
        UnitRange after = held.remove(units.last() + 1);
        if (after != null) {
            joined = new UnitRange(joined.first(), after.last());
        }
        held.put(joined.first(), joined);
    }

    private TreeMap<Long, UnitRange> ranges(long account, long block) {
        return byAccount.computeIfAbsent(account, a -> new HashMap<>()).computeIfAbsent(block, b -> new TreeMap<>());
    }
}
