package org.carbonregistry.account.ledger;

import org.carbonregistry.events.serial.UnitRange;

/**
 * One line of the journal: units of one block went from one account to another.
 *
 * @param block the ledger's number of the block
 * @param number gap-free within the block, from 1
 * @param from the sender, or null when the block was opened
 */
public record Movement(
        long block, long number, UnitRange units, Long from, long to, Entry entry, Commitment commitment) {

    public Movement {
        if (from != null && from == to) {
            throw new IllegalArgumentException("units move between two accounts, not within " + from);
        }
        if ((from == null) != (entry.kind() == MovementKind.OPENED)) {
            throw new IllegalArgumentException("only an opening has no sender");
        }
        if (number < 1) {
            throw new IllegalArgumentException("movements are numbered from 1, not " + number);
        }
    }
}
