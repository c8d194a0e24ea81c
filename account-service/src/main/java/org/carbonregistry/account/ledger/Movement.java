package org.carbonregistry.account.ledger;

import org.carbonregistry.events.serial.UnitRange;

/**
 * Units of one block that go from one account to another; nothing is created or destroyed by it.
 *
 * @param block the ledger's number of the block
 * @param units the units that move, all of them in {@code from} before
 */
public record Movement(long block, UnitRange units, long from, long to) {

    public Movement {
        if (from == to) {
            throw new IllegalArgumentException("units move between two accounts, not within " + from);
        }
    }
}
