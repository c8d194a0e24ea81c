package org.carbonregistry.issuance;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
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
