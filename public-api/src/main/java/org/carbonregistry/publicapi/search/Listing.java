package org.carbonregistry.publicapi.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * A list in a stable order, read page by page from the key of the last row: no depth limit, and no row lost or shown twice.
 *
 * @param <T> what a row is shown as
 */
public final class Listing<T> {

    /** Rows are counted up to this and no further. */
    public static final int COUNTED = 10_000;

    private final String from;
    private final String columns;
    private final String detail;
    private final List<Order<T>> orders;
    private final Function<Row, T> read;
    private final List<String> header;
    private final Function<T, List<String>> cells;

    /**
     * @param from table and joins that the conditions speak of
     * @param columns what is selected of them
     * @param detail selects what is costly, only for the rows of the page, named {@code x}; {@code x.*} when nothing is
     * @param orders the orders it can be read in; the first when none is asked for
     * @param read a row as item
     * @param header column names of a CSV export
     * @param cells cells of a CSV export
     */
    public Listing(
            String from,
            String columns,
            String detail,
            List<Order<T>> orders,
            Function<Row, T> read,
            List<String> header,
            Function<T, List<String>> cells) {
        this.from = from;
        this.columns = columns;
        this.detail = detail;
        this.orders = List.copyOf(orders);
        this.read = read;
        this.header = List.copyOf(header);
        this.cells = cells;
    }

    /** Column names of a CSV export. */
    List<String> header() {
        return header;
    }

    /** The cells of an item in a CSV export, as given. */
    List<String> cells(T item) {
        return cells.apply(item);
    }

    /** At most {@code count} items after a key (null: from the first). */
    public Uni<List<T>> read(Pool pool, Conditions filter, Order<T> order, Object[] afterKey, int count) {
        Conditions conditions = afterKey == null ? filter : filter.copy().and(order.after(), afterKey);
        String inner = "select " + columns + ", row_number() over (order by " + order.sql() + ") as place from " + from
                + " where " + conditions.sql() + " order by " + order.sql() + " limit " + count;
        return pool.preparedQuery("select " + detail + " from (" + inner + ") x order by place")
                .execute(conditions.values())
                .map(rows -> {
                    List<T> items = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        items.add(read.apply(row));
                    }
                    return items;
                });
    }

    /** How many rows fulfil the conditions, at most {@link #COUNTED} + 1. */
    public Uni<Long> count(Pool pool, Conditions conditions) {
        String sql = "select count(*) from (select from " + from + " where " + conditions.sql() + " limit "
                + (COUNTED + 1) + ") x";
        return pool.preparedQuery(sql)
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The order of this name, or the first for null. */
    public Order<T> order(String name) {
        if (name == null) {
            return orders.get(0);
        }
        return orders.stream()
                .filter(order -> order.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Filter.refused(
                        "sort",
                        "is one of "
                                + String.join(
                                        ", ", orders.stream().map(Order::name).toList())
                                + ", not '" + name + "'"));
    }

    /** The cursor that continues after an item. */
    public String cursor(Order<T> order, T last) {
        Object[] key = order.key().apply(last);
        Object[] values = new Object[key.length + 1];
        values[0] = order.name();
        System.arraycopy(key, 0, values, 1, key.length);
        return Cursor.encode(values);
    }

    /** The key a cursor stands for, or null for none. */
    public Object[] keyOf(Order<T> order, String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] texts = Cursor.decode(cursor, order.columns().size() + 1);
        try {
            if (texts[0].equals(order.name())) {
                return order.parse().apply(Arrays.copyOfRange(texts, 1, texts.length));
            }
        } catch (RuntimeException e) {
            // refused below
        }
        throw new Refused(
                EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list in this order", "cursor");
    }
}
