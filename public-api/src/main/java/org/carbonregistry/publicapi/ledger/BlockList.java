package org.carbonregistry.publicapi.ledger;

import static org.carbonregistry.publicapi.search.Cell.of;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** The list of all blocks. */
public final class BlockList {

    static final String COLUMNS = "b.*, j.name as project_name, j.type as type";
    static final String FROM = "block b left join project j on j.id = b.project";
    static final String DETAIL =
            "x.*, exists (select from parked_fact f where f.topic = 'registry.ledger' and f.stream = x.id) as stale";

    /** Conditions speak of {@code block b} and {@code project j}. */
    public static final Listing<ListedBlock> LISTING = new Listing<>(
            FROM,
            COLUMNS,
            DETAIL,
            orders(),
            BlockRows::listed,
            List.of(
                    "id",
                    "serials",
                    "program",
                    "project",
                    "projectName",
                    "type",
                    "country",
                    "vintageStart",
                    "vintageEnd",
                    "vintage",
                    "unitKilograms",
                    "issued",
                    "active",
                    "buffer",
                    "retired",
                    "cancelled",
                    "converted",
                    "issuedOn",
                    "effectiveDate",
                    "openedAt"),
            b -> List.of(
                    b.id(),
                    b.serials(),
                    b.program(),
                    b.project(),
                    of(b.projectName()),
                    of(b.type()),
                    b.country(),
                    of(b.vintageStart()),
                    of(b.vintageEnd()),
                    of(b.vintage()),
                    of(b.unitKilograms()),
                    of(b.issued()),
                    of(b.active()),
                    of(b.buffer()),
                    of(b.retired()),
                    of(b.cancelled()),
                    of(b.converted()),
                    of(b.issuedOn()),
                    of(b.effectiveDate()),
                    of(b.openedAt())));

    private BlockList() {}

    private static List<Order<ListedBlock>> orders() {
        List<Order<ListedBlock>> orders = new ArrayList<>();
        orders.addAll(
                Order.bothWays("id", List.of("b.program", "b.number"), b -> new Object[] {b.program(), b.number()}, t ->
                        new Object[] {t[0], Long.valueOf(t[1])}));
        orders.addAll(Order.bothWays(
                "vintage",
                List.of("b.vintage_end", "b.program", "b.number"),
                b -> new Object[] {b.vintageEnd(), b.program(), b.number()},
                t -> new Object[] {LocalDate.parse(t[0]), t[1], Long.valueOf(t[2])}));
        orders.addAll(Order.bothWays(
                "issued",
                List.of("b.quantity", "b.program", "b.number"),
                b -> new Object[] {b.issued(), b.program(), b.number()},
                t -> new Object[] {Long.valueOf(t[0]), t[1], Long.valueOf(t[2])}));
        return orders;
    }
}
