package org.carbonregistry.account.statements;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.csv.CsvLines;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.statements.StatementPages.StatementPage;
import org.carbonregistry.events.message.BlockDescription;

/**
 * A statement as lines: for each block its opening, its movements and its closing. {@code balance} stands at opening and
 * closing; opening plus {@code in} minus {@code out} is closing.
 */
final class StatementCsv {

    private static final List<Object> HEADER = List.of(
            "account",
            "program",
            "project",
            "vintage",
            "block",
            "line",
            "number",
            "time",
            "effectiveDate",
            "kind",
            "counterparty",
            "serials",
            "in",
            "out",
            "balance",
            "transaction",
            "externalId");

    private StatementCsv() {}

    /** The lines of a page; the first page starts with the header. */
    static byte[] lines(Account account, StatementPage page, boolean first) {
        List<List<Object>> lines = new ArrayList<>();
        if (first) {
            lines.add(HEADER);
        }
        for (StatementBlock told : page.blocks()) {
            if (told.starts()) {
                lines.add(balance(account, told.block(), "opening", told.opening()));
            }
            told.lines().forEach(line -> lines.add(movement(account, told.block(), line)));
            if (told.ends()) {
                lines.add(balance(account, told.block(), "closing", told.closing()));
            }
        }
        return CsvLines.of(lines);
    }

    private static List<Object> balance(Account account, BlockDescription block, String line, long balance) {
        return line(account, block, line, "", "", "", "", "", "", "", "", balance, "", "");
    }

    private static List<Object> movement(Account account, BlockDescription block, StatementBlock.Line m) {
        return line(
                account,
                block,
                "movement",
                m.number(),
                m.time(),
                m.effectiveDate(),
                m.kind(),
                m.counterparty() == null ? "" : AccountNumber.format(m.counterparty()),
                Block.serial(block, m.units()).format(),
                m.incoming() ? m.units().quantity() : "",
                m.incoming() ? "" : m.units().quantity(),
                "",
                m.transaction(),
                m.externalId());
    }

    private static List<Object> line(Account account, BlockDescription block, String line, Object... rest) {
        List<Object> cells = new ArrayList<>(
                List.of(account.publicId(), block.program(), block.project(), block.vintage(), block.block(), line));
        for (Object cell : rest) {
            cells.add(cell);
        }
        return cells;
    }
}
