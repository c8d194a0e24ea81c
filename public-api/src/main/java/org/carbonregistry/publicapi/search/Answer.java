package org.carbonregistry.publicapi.search;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.carbonregistry.events.wire.Json;
import org.jboss.resteasy.reactive.RestResponse;

/** A list as JSON page, or streamed whole as CSV or NDJSON: page after page, so that memory stays constant. */
public final class Answer {

    private static final int EXPORT_PAGE = 2000;

    private Answer() {}

    /** A page with its cursor; {@code NextLink} adds the header. */
    public static <T> Uni<RestResponse<DatedPage<T>>> page(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, PageParameters asked) {
        int limit = asked.limit();
        Order<T> order = listing.order(asked.sort());
        Object[] after = listing.keyOf(order, asked.cursor());
        boolean counted = asked.count();
        return filter.chain(c -> listing.read(pool, c, order, after, limit + 1)
                .chain(items -> counted
                        ? listing.count(pool, c).map(count -> page(listing, order, items, limit, count))
                        : Uni.createFrom().item(page(listing, order, items, limit, null))));
    }

    private static <T> RestResponse<DatedPage<T>> page(
            Listing<T> listing, Order<T> order, List<T> items, int limit, Long count) {
        boolean more = items.size() > limit;
        List<T> shown = more ? List.copyOf(items.subList(0, limit)) : items;
        String next = more ? listing.cursor(order, shown.get(limit - 1)) : null;
        return RestResponse.ok(DatedPage.of(shown, next, count));
    }

    /** The list from the cursor on as CSV; cells that a spreadsheet would run are neutralised. */
    public static <T> Multi<byte[]> csv(Pool pool, Listing<T> listing, Uni<Conditions> filter, PageParameters asked) {
        return pages(pool, listing, filter, asked).map(page -> {
            List<List<String>> rows = new ArrayList<>();
            if (page.first()) {
                rows.add(listing.header());
            }
            page.items()
                    .forEach(item -> rows.add(
                            listing.cells(item).stream().map(Cell::neutral).toList()));
            return lines(rows);
        });
    }

    /** The list from the cursor on, one JSON object a line. */
    public static <T> Multi<byte[]> ndjson(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, PageParameters asked) {
        return pages(pool, listing, filter, asked)
                .filter(page -> !page.items().isEmpty())
                .map(page -> {
                    ByteArrayOutputStream text = new ByteArrayOutputStream();
                    for (T item : page.items()) {
                        if (text.size() > 0) {
                            text.write('\n');
                        }
                        text.writeBytes(Json.write(item));
                    }
                    // The framework ends each item of a stream of this type with a newline.
                    return text.toByteArray();
                });
    }

    private record ExportPage<T>(boolean first, List<T> items) {}

    /** All pages, each read when the one before was taken; at least one, perhaps empty. */
    private static <T> Multi<ExportPage<T>> pages(
            Pool pool, Listing<T> listing, Uni<Conditions> filter, PageParameters asked) {
        Order<T> order = listing.order(asked.sort());
        AtomicReference<Object[]> after = new AtomicReference<>(listing.keyOf(order, asked.cursor()));
        asked.refusePages();
        AtomicReference<Boolean> first = new AtomicReference<>(true);
        return filter.onItem().transformToMulti(c -> Multi.createBy()
                .repeating()
                .uni(() -> listing.read(pool, c, order, after.get(), EXPORT_PAGE)
                        .map(items -> {
                            if (!items.isEmpty()) {
                                after.set(order.key().apply(items.get(items.size() - 1)));
                            }
                            return new ExportPage<>(first.getAndSet(false), items);
                        }))
                .whilst(page -> page.items().size() == EXPORT_PAGE));
    }

    private static byte[] lines(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(cells -> csv.writeRecord(new ArrayList<>(cells)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
