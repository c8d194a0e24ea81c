package org.carbonregistry.account.statements;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.statements.StatementPages.StatementPage;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.message.BlockDescription;

/**
 * A page of the statement of an account over some days in UTC.
 *
 * @param organisation null for an account of a programme
 * @param items the blocks the account held or moved, oldest first; one may go on on the next page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccountStatement(
        String account,
        String organisation,
        String kind,
        LocalDate from,
        LocalDate to,
        List<OfBlock> items,
        String next) {

    /**
     * One block.
     *
     * @param opening units at the start of the first day
     * @param received units that came in within the period, also when their movements are spread over several pages
     * @param sent units that went out within the period
     * @param closing opening and received without sent
     */
    public record OfBlock(
            String program,
            String project,
            int vintage,
            String block,
            int unitKilograms,
            long opening,
            long received,
            long sent,
            long closing,
            List<Moved> movements) {}

    /**
     * One movement.
     *
     * @param number of the movement within its block
     * @param time when the registry recorded it
     * @param effectiveDate the original date of a ledger brought in
     * @param direction {@code in} or {@code out}
     * @param counterparty the other account; none at the opening of a block
     * @param externalId under which the account's own organisation asked for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Moved(
            long number,
            Instant time,
            LocalDate effectiveDate,
            String kind,
            String direction,
            String counterparty,
            String serials,
            long quantity,
            String transaction,
            String externalId) {}

    static AccountStatement of(Account account, StatementPeriod period, StatementPage page) {
        StatementPages.Position next = page.next();
        return new AccountStatement(
                account.publicId(),
                account.organisation(),
                account.kind().word(),
                period.from(),
                period.to(),
                page.blocks().stream().map(AccountStatement::block).toList(),
                next == null ? null : Cursor.encode(next.vintageEnd(), next.blockNumber(), next.block(), next.after()));
    }

    private static OfBlock block(StatementBlock told) {
        BlockDescription block = told.block();
        return new OfBlock(
                block.program(),
                block.project(),
                block.vintage(),
                block.block(),
                block.unitKilograms(),
                told.opening(),
                told.received(),
                told.sent(),
                told.closing(),
                told.lines().stream().map(line -> moved(block, line)).toList());
    }

    private static Moved moved(BlockDescription block, StatementBlock.Line line) {
        return new Moved(
                line.number(),
                line.time(),
                line.effectiveDate(),
                line.kind(),
                line.incoming() ? "in" : "out",
                line.counterparty() == null ? null : AccountNumber.format(line.counterparty()),
                Block.serial(block, line.units()).format(),
                line.units().quantity(),
                line.transaction().toString(),
                line.externalId());
    }
}
