package org.carbonregistry.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.carbonregistry.events.wire.Json;

/** How rows are read into records. */
public final class Rows {

    private Rows() {}

    /** The only row, or null when there is none. */
    public static <T> T one(RowSet<Row> rows, Function<Row, T> read) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? read.apply(iterator.next()) : null;
    }

    public static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            all.add(read.apply(row));
        }
        return all;
    }

    /** A time, or null. */
    public static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /**
     * Database time now, not at the start of the transaction: deadlines are judged by it, under the lock of the thing. Every
     * replica sees the same clock.
     */
    public static Uni<Instant> clock(SqlConnection c) {
        return c.query("select clock_timestamp() as now")
                .execute()
                .map(rows -> instant(rows.iterator().next(), "now"));
    }

    public static List<String> texts(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }

    /** A column selected as {@code column::text}, written as a JSON array. */
    public static <T> List<T> json(Row row, String column, Class<T[]> type) {
        return List.of(Json.read(row.getString(column).getBytes(StandardCharsets.UTF_8), type));
    }

    /** A list as the text of a JSON array, for a parameter {@code $n::text::jsonb}. */
    public static String json(List<?> values) {
        return new String(Json.write(values), StandardCharsets.UTF_8);
    }
}
