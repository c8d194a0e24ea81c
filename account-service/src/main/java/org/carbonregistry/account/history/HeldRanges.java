package org.carbonregistry.account.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.events.serial.UnitRange;

/** Units of one block that somebody holds, as ascending ranges that neither overlap nor touch. */
public final class HeldRanges {

    private final TreeMap<Long, UnitRange> byFirst = new TreeMap<>();
    private long quantity;

    /**
     * Units come in.
     *
     * @throws IllegalStateException when some of them are there already
     */
    public void add(UnitRange units) {
        Map.Entry<Long, UnitRange> before = byFirst.floorEntry(units.last());
        if (before != null && before.getValue().last() >= units.first()) {
            throw new IllegalStateException("units of " + units + " come in a second time");
        }
        UnitRange joined = units;
        if (before != null && before.getValue().last() + 1 == units.first()) {
            joined = new UnitRange(before.getKey(), joined.last());
        }
        UnitRange after = byFirst.remove(units.last() + 1);
        if (after != null) {
            joined = new UnitRange(joined.first(), after.last());
        }
        byFirst.put(joined.first(), joined);
        quantity += units.quantity();
    }

    /**
     * Units go out.
     *
     * @throws IllegalStateException when they are not all there
     */
    public void remove(UnitRange units) {
        Map.Entry<Long, UnitRange> around = byFirst.floorEntry(units.first());
        if (around == null || !around.getValue().contains(units)) {
            throw new IllegalStateException("units of " + units + " go out and are not there");
        }
        byFirst.remove(around.getKey());
        around.getValue().without(units).forEach(rest -> byFirst.put(rest.first(), rest));
        quantity -= units.quantity();
    }

    /** Ascending. */
    public List<UnitRange> ranges() {
        return new ArrayList<>(byFirst.values());
    }

    /** How many units. */
    public long quantity() {
        return quantity;
    }
}
