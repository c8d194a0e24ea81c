package org.carbonregistry.account.ledger;

import java.util.List;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Some consecutive units of one block.
 *
 * @param block the ledger's number of the block
 */
public record Units(long block, UnitRange range) {

    public static long quantity(List<Units> units) {
        return units.stream().mapToLong(u -> u.range().quantity()).sum();
    }
}
