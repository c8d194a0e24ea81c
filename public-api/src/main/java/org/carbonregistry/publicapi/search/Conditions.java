package org.carbonregistry.publicapi.search;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** What a row must fulfil, as SQL with numbered parameters: values never become text of a statement. */
public final class Conditions {

    private final StringBuilder sql = new StringBuilder("true");
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition; each {@code ?} in it takes the next value. */
    public Conditions and(String condition, Object... given) {
        sql.append(" and ").append(numbered(condition, given));
        return this;
    }

    /** The same condition, when there is a value for it. */
    public Conditions andIf(Object value, String condition) {
        return value == null ? this : and(condition, value);
    }

    /** That a column lies within bounds, as far as there are any. */
    public Conditions within(Bounds<?> bounds, String column) {
        return andIf(bounds.from(), column + " >= ?").andIf(bounds.to(), column + " <= ?");
    }

    /** A copy, to which one page adds its own conditions. */
    public Conditions copy() {
        Conditions copy = new Conditions();
        copy.sql.setLength(0);
        copy.sql.append(sql);
        copy.values.addAll(values);
        return copy;
    }

    /** The conditions joined by {@code and}; {@code true} when there are none. */
    public String sql() {
        return sql.toString();
    }

    /** The values of the parameters $1, $2, … */
    public Tuple values() {
        return Tuple.tuple(new ArrayList<>(values));
    }

    private String numbered(String condition, Object... given) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < condition.length(); i++) {
            char ch = condition.charAt(i);
            if (ch == '?') {
                values.add(given[next++]);
                text.append('$').append(values.size());
            } else {
                text.append(ch);
            }
        }
        if (next != given.length) {
            throw new IllegalArgumentException(given.length + " values for: " + condition);
        }
        return text.toString();
    }
}
