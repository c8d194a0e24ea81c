package org.carbonregistry.events.message;

import java.util.List;
import org.carbonregistry.events.serial.UnitRange;

/**
 * The units of one block within a retirement.
 *
 * @param description the block
 * @param number number of the first of these movements in the block
 * @param ranges the units, ascending
 */
public record RetiredPart(BlockDescription description, long number, List<UnitRange> ranges) {

    public RetiredPart {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("a part of a retirement holds at least one range");
        }
    }

    /** How many units. */
    public long quantity() {
        return ranges.stream().mapToLong(UnitRange::quantity).sum();
    }
}
