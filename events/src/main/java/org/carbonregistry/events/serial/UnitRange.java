package org.carbonregistry.events.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive units of one block, both ends included, counted from 1.
 *
 * <p>The count is derived: {@code last - first + 1}. A range is never empty.
 *
 * @param first first unit, at least 1
 * @param last last unit, at least {@code first}
 */
public record UnitRange(long first, long last) implements Comparable<UnitRange> {

    public UnitRange {
        if (first < 1) {
            throw new IllegalArgumentException("a range starts at unit 1 or later, not at " + first);
        }
        if (last < first) {
            throw new IllegalArgumentException("a range ends at or after its first unit: " + first + ".." + last);
        }
    }

    /** The range of {@code quantity} units that starts at {@code first}. */
    public static UnitRange ofQuantity(long first, long quantity) {
        return new UnitRange(first, Math.addExact(first, quantity - 1));
    }

    /** How many units the range holds. */
    public long quantity() {
        return last - first + 1;
    }

    public boolean contains(UnitRange other) {
        return first <= other.first && other.last <= last;
    }

    public boolean contains(long unit) {
        return first <= unit && unit <= last;
    }

    public boolean overlaps(UnitRange other) {
        return first <= other.last && other.first <= last;
    }

    /** The units both ranges hold, if any. */
    public Optional<UnitRange> intersect(UnitRange other) {
        return overlaps(other)
                ? Optional.of(new UnitRange(Math.max(first, other.first), Math.min(last, other.last)))
                : Optional.empty();
    }

    /**
     * What stays of this range when {@code part} is taken out: none, one or two ranges that together with {@code part}
     * partition this one.
     *
     * @throws IllegalArgumentException when {@code part} is not inside this range
     */
    public List<UnitRange> without(UnitRange part) {
        if (!contains(part)) {
            throw new IllegalArgumentException(part + " is not inside " + this);
        }
        List<UnitRange> rest = new ArrayList<>(2);
        if (first < part.first) {
            rest.add(new UnitRange(first, part.first - 1));
        }
        if (part.last < last) {
            rest.add(new UnitRange(part.last + 1, last));
        }
        return rest;
    }

    /** The first {@code quantity} units of this range. */
    public UnitRange take(long quantity) {
        if (quantity < 1 || quantity > quantity()) {
            throw new IllegalArgumentException("cannot take " + quantity + " of " + this);
        }
        return ofQuantity(first, quantity);
    }

    @Override
    public int compareTo(UnitRange other) {
        int byFirst = Long.compare(first, other.first);
        return byFirst != 0 ? byFirst : Long.compare(last, other.last);
    }

    @Override
    public String toString() {
        return "[" + first + ".." + last + "]";
    }
}
