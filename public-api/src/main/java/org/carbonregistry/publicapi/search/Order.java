package org.carbonregistry.publicapi.search;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An order of a list that never changes under the reader: the columns are unique together and all run the same way.
 *
 * @param name the value of the parameter {@code sort}; a leading minus says descending
 * @param columns SQL of the key's columns
 * @param key the key of an item, in the order of the columns
 * @param parse the texts of a cursor as key
 */
public record Order<T>(
        String name, List<String> columns, Function<T, Object[]> key, Function<String[], Object[]> parse) {

    boolean descending() {
        return name.startsWith("-");
    }

    /** What stands after {@code order by}. */
    public String sql() {
        return columns.stream()
                .map(column -> descending() ? column + " desc" : column)
                .collect(Collectors.joining(", "));
    }

    /** Condition that a row comes after a key, each {@code ?} one value of it. */
    public String after() {
        return "(" + String.join(", ", columns) + ") " + (descending() ? "<" : ">") + " ("
                + columns.stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** The same order and its reverse. */
    public static <T> List<Order<T>> bothWays(
            String name, List<String> columns, Function<T, Object[]> key, Function<String[], Object[]> parse) {
        return List.of(new Order<>(name, columns, key, parse), new Order<>("-" + name, columns, key, parse));
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(columns.toArray());
    }
}
