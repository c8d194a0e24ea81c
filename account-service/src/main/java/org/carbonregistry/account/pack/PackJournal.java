package org.carbonregistry.account.pack;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.carbonregistry.events.serial.UnitRange;

/** Reads for a pack, some rows at a time, on the thread that writes it. */
final class PackJournal {

    /** Takes rows of the journal in the order of block and number. */
    interface Batch {
        void take(RowSet<Row> rows) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 2000;
    private static final String JOURNAL =
            """
            select m.*, b.name, b.program, b.project, b.project_code, b.country, b.block_number, b.vintage_start,
              b.vintage_end, b.unit_kilograms, b.quantity
            from (
              select * from movement
              where (block_id, number) > ($1, $2) and recorded_at >= $3 and recorded_at < $4
              order by block_id, number limit 2000
            ) m join block b on b.id = m.block_id order by m.block_id, m.number
            """;

    private final Pool pool;

    PackJournal(Pool pool) {
        this.pool = pool;
    }

    RowSet<Row> read(String query, Tuple which) {
        return pool.preparedQuery(query).execute(which).await().atMost(PATIENCE);
    }

    /** The movements recorded from a moment on and before another, block by block in the order of the numbers. */
    void between(OffsetDateTime from, OffsetDateTime until, Batch batch) throws IOException {
        long block = 0;
        long number = 0;
        while (true) {
            RowSet<Row> rows = read(JOURNAL, Tuple.of(block, number, from, until));
            for (Row row : rows) {
                block = row.getLong("block_id");
                number = row.getLong("number");
            }
            batch.take(rows);
            if (rows.rowCount() < ROWS) {
                return;
            }
        }
    }

    static UnitRange units(Row row) {
        return new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
    }
}
