package org.carbonregistry.publicapi.serial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Units of one of our blocks that a serial number names.
 *
 * @param block public name of the block
 */
record NamedUnits(String block, UnitRange units) {

    /** The same units, ascending within each block, neighbours joined and nothing twice. */
    static List<NamedUnits> joined(List<NamedUnits> named) {
        List<NamedUnits> sorted = new ArrayList<>(named);
        sorted.sort(Comparator.comparing((NamedUnits n) -> n.block.length())
                .thenComparing(NamedUnits::block)
                .thenComparing(NamedUnits::units));
        List<NamedUnits> joined = new ArrayList<>();
        for (NamedUnits next : sorted) {
            NamedUnits before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && before.block.equals(next.block) && next.units.first() <= before.units.last() + 1) {
                long last = Math.max(before.units.last(), next.units.last());
                joined.set(joined.size() - 1, new NamedUnits(next.block, new UnitRange(before.units.first(), last)));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }
}
