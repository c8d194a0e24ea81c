package org.carbonregistry.publicapi.project;

import static org.carbonregistry.publicapi.search.Cell.of;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.publicapi.ledger.Totals;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** The list of all projects. */
public final class ProjectList {

    static final String DETAIL = "x.*, (select " + Totals.SQL + " from block b where b.project = x.id) as totals";

    private static final List<String> BY_ID = List.of("j.program", "length(j.code)", "j.code");
    private static final List<String> BY_NAME = List.of("j.name", "j.id");

    /** Conditions speak of {@code project j}. */
    public static final Listing<ListedProject> LISTING = new Listing<>(
            "project j",
            "j.*",
            DETAIL,
            orders(),
            ProjectRows::listed,
            List.of(
                    "id",
                    "program",
                    "name",
                    "country",
                    "type",
                    "nature",
                    "proponent",
                    "methodology",
                    "methodologyVersion",
                    "creditingStart",
                    "creditingEnd",
                    "status",
                    "issued",
                    "active",
                    "buffer",
                    "retired",
                    "cancelled",
                    "converted",
                    "blocks"),
            p -> List.of(
                    p.id(),
                    p.program(),
                    p.name(),
                    p.country(),
                    p.type(),
                    p.nature(),
                    of(p.proponent()),
                    of(p.methodology()),
                    of(p.methodologyVersion()),
                    of(p.creditingStart()),
                    of(p.creditingEnd()),
                    p.status(),
                    of(p.totals().issued()),
                    of(p.totals().active()),
                    of(p.totals().buffer()),
                    of(p.totals().retired()),
                    of(p.totals().cancelled()),
                    of(p.totals().converted()),
                    of(p.totals().blocks())));

    private ProjectList() {}

    private static List<Order<ListedProject>> orders() {
        List<Order<ListedProject>> orders = new ArrayList<>();
        orders.addAll(Order.bothWays(
                "id", BY_ID, p -> new Object[] {p.program(), p.code().length(), p.code()}, t ->
                        new Object[] {t[0], Integer.valueOf(t[1]), t[2]}));
        orders.addAll(Order.bothWays("name", BY_NAME, p -> new Object[] {p.name(), p.id()}, t -> t));
        return orders;
    }
}
