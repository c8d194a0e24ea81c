package org.carbonregistry.account.pack;

import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.history.JournalReplay;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/** Who held what when the period began and when it was over, replayed block by block from the opening. */
final class PackHoldings {

    private final PackJournal journal;
    private final OffsetDateTime start;
    private final OffsetDateTime end;
    private final PackedParts.Sink sink;
    private long id;
    private BlockDescription block;
    private JournalReplay replay;
    private boolean begun;

    PackHoldings(PackJournal journal, OffsetDateTime start, OffsetDateTime end, PackedParts.Sink sink) {
        this.journal = journal;
        this.start = start;
        this.end = end;
        this.sink = sink;
    }

    void write() throws IOException {
        OffsetDateTime beginning = OffsetDateTime.parse("1970-01-01T00:00:00Z");
        journal.between(beginning, end, rows -> {
            for (Row row : rows) {
                take(row);
            }
        });
        finish();
    }

    private void take(Row row) throws IOException {
        if (row.getLong("block_id") != id) {
            finish();
            id = row.getLong("block_id");
            block = BlockLocks.description(row);
            replay = new JournalReplay(new UnitRange(1, block.quantity()));
            begun = false;
        }
        if (!begun && !row.getOffsetDateTime("recorded_at").isBefore(start)) {
            dump("opening");
            begun = true;
        }
        replay.apply(PackJournal.units(row), row.getLong("from_account"), row.getLong("to_account"));
    }

    private void finish() throws IOException {
        if (replay == null) {
            return;
        }
        if (!begun) {
            dump("opening");
        }
        dump("closing");
    }

    private void dump(String at) throws IOException {
        List<List<Object>> lines = new ArrayList<>();
        for (JournalReplay.Held held : replay.holders()) {
            lines.add(List.of(
                    at,
                    block.block(),
                    Block.serial(block, held.units()).format(),
                    held.units().first(),
                    held.units().last(),
                    held.units().quantity(),
                    AccountNumber.format(held.account())));
        }
        sink.add(lines);
    }
}
