package org.carbonregistry.publicapi.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.carbonregistry.events.wire.Json;

/** Rows on their way into one statement: columns for {@code unnest}, or records for {@code jsonb_to_recordset}. */
public final class RowSet {

    private final Class<?>[] types;
    private final List<Object[]> rows = new ArrayList<>();

    /** @param types the column types, in the order of the statement's parameters */
    public RowSet(Class<?>... types) {
        this.types = types;
    }

    public void add(Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException(values.length + " values for " + types.length + " columns");
        }
        rows.add(values);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Executes a statement whose parameters are the columns as arrays; nothing when there are no rows. */
    public Uni<Void> into(SqlConnection c, String statement) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : query(c, statement).replaceWithVoid();
    }

    /** The same, with what the statement returns; there must be rows. */
    public Uni<io.vertx.mutiny.sqlclient.RowSet<Row>> query(SqlConnection c, String statement) {
        List<Object> columns = new ArrayList<>(types.length);
        for (int column = 0; column < types.length; column++) {
            Object[] values = (Object[]) java.lang.reflect.Array.newInstance(types[column], rows.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            columns.add(values);
        }
        return c.preparedQuery(statement).execute(Tuple.from(columns));
    }

    /** Executes a statement whose parameter $1 is the records as JSON text; nothing when there are none. */
    public static Uni<Void> json(SqlConnection c, String statement, Collection<?> records) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(statement)
                        .execute(Tuple.of(new String(Json.write(records), StandardCharsets.UTF_8)))
                        .replaceWithVoid();
    }

    public static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** The date by which everything is counted: the original one where stated, otherwise the UTC date of recording. */
    public static LocalDate date(LocalDate effectiveDate, Instant recorded) {
        return effectiveDate != null ? effectiveDate : utc(recorded).toLocalDate();
    }
}
