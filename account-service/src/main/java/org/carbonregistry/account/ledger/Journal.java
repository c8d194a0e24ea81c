package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes movements down, numbered without a gap in each block. */
public final class Journal {

    private final Map<Long, Long> next = new HashMap<>();
    private final Map<Long, Long> advanced = new TreeMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Blinds blinds;

    public Journal(Collection<Block> blocks, Blinds blinds) {
        blocks.forEach(b -> next.put(b.id(), b.nextNumber()));
        this.blinds = blinds;
    }

    /** Units that go from one account to another; the movements of one block get consecutive numbers. */
    public List<Movement> append(Entry entry, List<Units> units, Long from, long to) {
        List<Units> byBlock = new ArrayList<>(units);
        byBlock.sort(Comparator.comparingLong(Units::block).thenComparing(Units::range));
        List<Movement> appended = new ArrayList<>(byBlock.size());
        for (Units moved : byBlock) {
            long number = next.get(moved.block());
            appended.add(new Movement(
                    moved.block(), number, moved.range(), from, to, entry, Commitment.of(blinds.next(), to)));
            next.put(moved.block(), number + 1);
            advanced.put(moved.block(), number + 1);
        }
        movements.addAll(appended);
        return appended;
    }

    /** Everything written down. */
    public List<Movement> movements() {
        return movements;
    }

    /** The next number of each block in which something was written down. */
    public Map<Long, Long> nextNumbers() {
        return advanced;
    }
}
