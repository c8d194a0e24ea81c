package org.carbonregistry.account.holdings;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * What an account holds in one block.
 *
 * @param quantity all units the account holds in the block, also when its ranges are spread over several pages
 * @param reserved how many of them are reserved for an offer
 * @param ranges consecutive units, ascending
 */
public record HeldBlock(
        String block,
        String program,
        String project,
        String country,
        int vintage,
        LocalDate vintageStart,
        LocalDate vintageEnd,
        int unitKilograms,
        long quantity,
        long reserved,
        List<Range> ranges) {

    /**
     * Consecutive units.
     *
     * @param reserved whether they are reserved for an offer
     */
    public record Range(String serials, long first, long last, long quantity, boolean reserved) {

        static Range of(Row row, BlockDescription block) {
            UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
            return new Range(
                    Block.serial(block, units).format(),
                    units.first(),
                    units.last(),
                    units.quantity(),
                    row.getUUID("reserved_for") != null);
        }
    }

    static HeldBlock of(Row row, List<Range> ranges) {
        BlockDescription block = BlockLocks.description(row);
        return new HeldBlock(
                block.block(),
                block.program(),
                block.project(),
                block.country(),
                block.vintage(),
                block.vintageStart(),
                block.vintageEnd(),
                block.unitKilograms(),
                row.getLong("held"),
                row.getLong("reserved"),
                ranges);
    }
}
