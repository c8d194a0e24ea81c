package org.carbonregistry.publicapi.search;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.core.UriInfo;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.wire.Json;
import org.jboss.resteasy.reactive.RestResponse;

/** A list as JSON page, or streamed whole as CSV or NDJSON: page after page, so that memory stays constant. */
public final class Answer {

    private static final int EXPORT_PAGE = 1000;

    private Answer() {}

    /** A page with its cursor, in the body and as {@code Link} header. */
    public static <T> Uni<RestResponse<DatedPage<T>>> page(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, String cursor, Integer asked, UriInfo uri) {
        int limit = Limit.of(asked);
        Object[] after = listing.keyOf(cursor);
        return filter.chain(c -> listing.read(pool, c, after, limit + 1)).map(items -> {
            boolean more = items.size() > limit;
            List<T> shown = more ? List.copyOf(items.subList(0, limit)) : items;
            String next = more ? Cursor.encode(listing.key().apply(shown.get(limit - 1))) : null;
            RestResponse.ResponseBuilder<DatedPage<T>> answer =
                    RestResponse.ResponseBuilder.ok(new DatedPage<>(shown, next, DatedPage.DATES));
            if (next != null) {
                answer.header(
                        "Link",
                        "<"
                                + uri.getRequestUriBuilder()
                                        .replaceQueryParam("cursor", next)
                                        .build() + ">; rel=\"next\"");
            }
            return answer.build();
        });
    }

    /** The list from the cursor on as CSV; cells that a spreadsheet would run are neutralised. */
    public static <T> Multi<byte[]> csv(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, String cursor, Integer asked) {
        Multi<byte[]> header = Multi.createFrom().item(() -> lines(List.of(listing.header())));
        return Multi.createBy()
                .concatenating()
                .streams(
                        header,
                        pages(pool, listing, filter, cursor, asked)
                                .map(items -> lines(items.stream()
                                        .map(item -> listing.cells().apply(item).stream()
                                                .map(Cell::neutral)
                                                .toList())
                                        .toList())));
    }

    /** The list from the cursor on, one JSON object a line. */
    public static <T> Multi<byte[]> ndjson(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, String cursor, Integer asked) {
        return pages(pool, listing, filter, cursor, asked).map(items -> {
            StringBuilder text = new StringBuilder();
            for (T item : items) {
                text.append(new String(Json.write(item), StandardCharsets.UTF_8))
                        .append('\n');
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    /** All pages, each read when the one before was taken. */
    private static <T> Multi<List<T>> pages(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, String cursor, Integer asked) {
        int most = asked == null ? Integer.MAX_VALUE : Limit.of(asked);
        AtomicReference<Object[]> after = new AtomicReference<>(listing.keyOf(cursor));
        int size = Math.min(most, EXPORT_PAGE);
        return filter.onItem().transformToMulti(c -> Multi.createBy()
                .repeating()
                .uni(() -> listing.read(pool, c, after.get(), size).invoke(items -> {
                    if (!items.isEmpty()) {
                        after.set(listing.key().apply(items.get(items.size() - 1)));
                    }
                }))
                .whilst(items -> items.size() == size && asked == null)
                .filter(items -> !items.isEmpty()));
    }

    private static byte[] lines(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        rows.forEach(cells -> csv.writeRecord(new ArrayList<>(cells)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
