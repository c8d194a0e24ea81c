package org.carbonregistry.account.batches;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Page;

/** Reads batches and the outcomes of their lines. */
@Singleton
public class FindBatches {

    private static final int PAGE = 1000;
    private static final String STATE =
            """
            select b.id, b.organisation, b.actor, b.received, b.made, b.refused, b.started_at, b.ended_at,
                   case when b.status = 'receiving' and coalesce(b.last_read_at, b.started_at) < now() - interval '10 minutes'
                     then 'interrupted' else b.status end as status
            from transfer_batch b
            """;
    private static final String ONE = STATE + " where b.id = $1 and ($2::text is null or b.organisation = $2)";
    private static final String LIST = STATE
            + """
             where ($1::text is null or b.organisation = $1)
              and ($2::timestamptz is null or (b.started_at, b.id) < ($2, $3::uuid))
            order by b.started_at desc, b.id desc limit $4
            """;
    private static final String OUTCOMES =
            """
            select l.line, l.external_id, coalesce(t.status, 'refused') as status, l.transfer, t.quantity, l.code, l.detail,
                   l.pointer
            from transfer_batch_line l left join transfer t on t.id = l.transfer
            where l.batch = $1 and l.line > $2 order by l.line limit $3
            """;

    private final Pool pool;

    FindBatches(Pool pool) {
        this.pool = pool;
    }

    /** How far a batch is, or null when there is none that the organisation may see (null: any). */
    Uni<BatchState> state(UUID id, String organisation) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id, organisation))
                .map(rows -> rows.rowCount() == 0 ? null : state(rows.iterator().next()));
    }

    /** A page of batches, newest first. */
    Uni<Page<BatchState>> page(String organisation, int limit, RequestId.After after) {
        OffsetDateTime before = after.time() == null ? null : after.time().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organisation, before, after.id(), limit + 1))
                .map(rows -> {
                    List<BatchState> read = new ArrayList<>();
                    rows.forEach(row -> read.add(state(row)));
                    return Page.of(read, limit, last -> Cursor.encode(last.startedAt(), last.id()));
                });
    }

    /** The outcomes after a line, as they are now, one page of lines in memory at a time. */
    Multi<List<LineOutcome>> outcomes(UUID id, long after) {
        AtomicLong last = new AtomicLong(after);
        return Multi.createBy()
                .repeating()
                .uni(() -> page(id, last.get()).invoke(page -> {
                    if (!page.isEmpty()) {
                        last.set(page.get(page.size() - 1).line());
                    }
                }))
                .whilst(page -> page.size() == PAGE)
                .filter(page -> !page.isEmpty());
    }

    private Uni<List<LineOutcome>> page(UUID id, long after) {
        return pool.preparedQuery(OUTCOMES).execute(Tuple.of(id, after, PAGE)).map(rows -> {
            List<LineOutcome> page = new ArrayList<>(rows.size());
            rows.forEach(row -> page.add(outcome(row)));
            return page;
        });
    }

    private static BatchState state(Row row) {
        return new BatchState(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("actor"),
                row.getString("status"),
                row.getLong("received"),
                row.getLong("made"),
                row.getLong("refused"),
                time(row, "started_at"),
                time(row, "ended_at"));
    }

    private static LineOutcome outcome(Row row) {
        return new LineOutcome(
                row.getLong("line"),
                row.getString("external_id"),
                row.getString("status"),
                row.getUUID("transfer"),
                row.getLong("quantity"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("pointer"));
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
