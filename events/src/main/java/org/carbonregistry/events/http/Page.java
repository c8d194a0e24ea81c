package org.carbonregistry.events.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next cursor of the next page, or null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, String next) implements Paged {

    /**
     * A page of at most {@code limit} items, of {@code limit + 1} that were read to see whether there is more.
     *
     * @param cursor the cursor that continues after an item
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
        return read.size() <= limit
                ? new Page<>(read, null)
                : new Page<>(List.copyOf(read.subList(0, limit)), cursor.apply(read.get(limit - 1)));
    }
}
