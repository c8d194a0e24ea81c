package org.carbonregistry.account.statements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * One block of a statement, or the part of it that is on one page.
 *
 * @param id the ledger's number of the block
 * @param opening units at the start of the first day
 * @param received units that came in within the period
 * @param sent units that went out
 * @param starts whether the block begins on this page
 * @param ends whether its last movement is on this page
 */
public record StatementBlock(
        long id,
        BlockDescription block,
        long opening,
        long received,
        long sent,
        boolean starts,
        boolean ends,
        List<Line> lines) {

    /** Units at the end of the last day: derived, so opening, movements and closing cannot disagree. */
    public long closing() {
        return Math.subtractExact(Math.addExact(opening, received), sent);
    }

    /**
     * One movement of the account.
     *
     * @param incoming whether the account received
     * @param counterparty the other account, or null at the opening of the block
     * @param externalId under which the account's organisation asked for it, or null
     */
    public record Line(
            long number,
            Instant time,
            LocalDate effectiveDate,
            String kind,
            boolean incoming,
            Long counterparty,
            UnitRange units,
            UUID transaction,
            String externalId) {}
}
