package org.carbonregistry.account.holdings;

import java.time.LocalDate;
import java.util.List;

/**
 * What an account holds in one block.
 *
 * @param quantity all units the account holds in the block, also when its ranges are spread over several pages
 * @param reserved how many of them are reserved for an offer; not said of the past, of which only the owners are known
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
        Long reserved,
        List<Range> ranges) {

    /**
     * Consecutive units.
     *
     * @param reserved whether they are reserved for an offer; not said of the past
     */
    public record Range(String serials, long first, long last, long quantity, Boolean reserved) {}
}
