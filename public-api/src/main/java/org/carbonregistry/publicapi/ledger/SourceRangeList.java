package org.carbonregistry.publicapi.ledger;

import static org.carbonregistry.publicapi.search.Cell.of;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** Which units of a block came from which units of another registry. */
public final class SourceRangeList {

    /**
     * Units of a block and what they were called before.
     *
     * @param first first unit here
     * @param sourceFirst its number there
     * @param scope within what numbers are unique there
     * @param serial the serial number as written there
     * @param contested whether the source itself lists some of these numbers twice
     */
    public record Item(
            long first,
            long last,
            String registry,
            String scope,
            long sourceFirst,
            long sourceLast,
            String serial,
            boolean contested) {}

    static final Listing<Item> LISTING = new Listing<>(
            "block_source_range s",
            "s.*",
            "x.*",
            List.of(new Order<>("first", List.of("s.first_unit"), i -> new Object[] {i.first()}, t ->
                    new Object[] {Long.valueOf(t[0])})),
            SourceRangeList::read,
            List.of("first", "last", "registry", "scope", "sourceFirst", "sourceLast", "serial", "contested"),
            i -> List.of(
                    of(i.first()),
                    of(i.last()),
                    i.registry(),
                    i.scope(),
                    of(i.sourceFirst()),
                    of(i.sourceLast()),
                    i.serial(),
                    of(i.contested())));

    private SourceRangeList() {}

    private static Item read(Row row) {
        return new Item(
                row.getLong("first_unit"),
                row.getLong("last_unit"),
                row.getString("registry"),
                row.getString("scope"),
                row.getLong("source_first"),
                row.getLong("source_last"),
                row.getString("serial"),
                row.getBoolean("contested"));
    }
}
