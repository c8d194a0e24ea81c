package org.carbonregistry.account.ledger;

import java.util.Comparator;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/**
 * A block under its lock.
 *
 * @param id the ledger's number of it
 * @param nextNumber the number of its next movement
 */
public record Block(long id, BlockDescription description, long nextNumber) {

    /** Oldest first: vintage end, then block number, then programme. */
    public static final Comparator<Block> OLDEST_FIRST = Comparator.comparing(
                    (Block b) -> b.description().vintageEnd())
            .thenComparing(b -> b.description().blockNumber())
            .thenComparing(b -> b.description().program());

    /** The serial range of some of its units. */
    public SerialRange serial(UnitRange units) {
        return serial(description, units);
    }

    public static SerialRange serial(BlockDescription d, UnitRange units) {
        return new SerialRange(d.program(), d.country(), d.projectCode(), d.vintage(), d.blockNumber(), units);
    }
}
