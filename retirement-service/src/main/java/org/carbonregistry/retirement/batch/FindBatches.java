package org.carbonregistry.retirement.batch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;

/** Reads batches and the outcomes of their lines. */
@Singleton
public class FindBatches {

    private static final int PAGE = 1000;
    private static final String STATE =
            """
            select b.id, b.organisation, b.actor, b.received, b.started_at, b.ended_at, b.completed, b.refused,
                   case when b.status = 'receiving' and coalesce(b.last_read_at, b.started_at) < now() - interval '10 minutes'
                     then 'interrupted' else b.status end as status
            from retirement_batch b
            """;
    private static final String ONE = STATE + " where b.id = $1 and ($2::text is null or b.organisation = $2)";
    private static final String LIST = STATE
            + " where ($1::text is null or b.organisation = $1) and ($2::uuid is null or b.id < $2)"
            + " order by b.id desc limit $3";
    private static final String OUTCOMES =
            """
            select l.line, l.external_id, coalesce(r.status, 'refused') as status, l.retirement, r.program, r.certificate,
                   coalesce(r.quantity, r.wanted) as quantity, r.retired_at, coalesce(l.code, r.refusal_code) as code,
                   coalesce(l.detail, r.refusal_detail) as detail, coalesce(l.pointer, r.refusal_pointer) as pointer
            from retirement_batch_line l left join retirement r on r.id = l.retirement
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
    Uni<Page<BatchState>> page(String organisation, int limit, String cursor) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organisation, cursor == null ? null : after(cursor), limit + 1))
                .map(rows -> {
                    List<BatchState> read = new ArrayList<>();
                    rows.forEach(row -> read.add(state(row)));
                    return Page.of(read, limit, last -> Cursor.encode(last.id()));
                });
    }

    private static UUID after(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor, 1)[0]);
        } catch (IllegalArgumentException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    /** The outcomes after a line, as they are now, one page of lines in memory at a time. */
    Multi<List<BatchOutcome>> outcomes(UUID id, long after) {
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

    private Uni<List<BatchOutcome>> page(UUID id, long after) {
        return pool.preparedQuery(OUTCOMES).execute(Tuple.of(id, after, PAGE)).map(rows -> {
            List<BatchOutcome> page = new ArrayList<>(rows.size());
            rows.forEach(row -> page.add(outcome(row)));
            return page;
        });
    }

    private static BatchState state(Row row) {
        long received = row.getLong("received");
        long completed = row.getLong("completed");
        long refused = row.getLong("refused");
        return new BatchState(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("actor"),
                row.getString("status"),
                received,
                completed,
                refused,
                received - completed - refused,
                time(row, "started_at"),
                time(row, "ended_at"));
    }

    private static BatchOutcome outcome(Row row) {
        Long certificate = row.getLong("certificate");
        return new BatchOutcome(
                row.getLong("line"),
                row.getString("external_id"),
                row.getString("status"),
                row.getUUID("retirement"),
                certificate == null ? null : row.getString("program") + "-R-" + certificate,
                row.getLong("quantity"),
                time(row, "retired_at"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("pointer"));
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
