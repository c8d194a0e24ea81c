package org.carbonregistry.publicapi.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * A list in a stable order, read page by page from the key of the last row: no depth limit, and no row lost or shown twice.
 *
 * @param <T> what a row is shown as
 * @param from table and joins that the conditions speak of
 * @param columns what is selected of them
 * @param order columns of the key, unique together
 * @param detail selects what is costly, only for the rows of the page, named {@code x}; {@code x.*} when nothing is
 * @param after condition that a row comes after a key
 * @param key the key of an item
 * @param parse the values of a cursor as key
 * @param read a row as item
 * @param header column names of a CSV export
 * @param cells cells of a CSV export
 */
public record Listing<T>(
        String from,
        String columns,
        String order,
        String detail,
        String after,
        Function<T, Object[]> key,
        Function<String[], Object[]> parse,
        Function<Row, T> read,
        List<String> header,
        Function<T, List<String>> cells) {

    /** At most {@code count} items after the cursor (null: from the first). */
    public Uni<List<T>> read(Pool pool, Conditions filter, Object[] afterKey, int count) {
        Conditions conditions = filter;
        if (afterKey != null) {
            conditions = filter.copy().and(after, afterKey);
        }
        String inner = "select " + columns + " from " + from + " where " + conditions.sql() + " order by " + order
                + " limit " + count;
        return pool.preparedQuery("select " + detail + " from (" + inner + ") x")
                .execute(conditions.values())
                .map(rows -> {
                    List<T> items = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        items.add(read.apply(row));
                    }
                    return items;
                });
    }

    /** The key a cursor stands for, or null for none. */
    public Object[] keyOf(String cursor) {
        if (cursor == null) {
            return null;
        }
        int values = (int) after.chars().filter(c -> c == '?').count();
        String[] texts = Cursor.decode(cursor, values);
        try {
            return parse.apply(texts);
        } catch (RuntimeException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
