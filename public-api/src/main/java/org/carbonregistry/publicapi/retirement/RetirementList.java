package org.carbonregistry.publicapi.retirement;

import static org.carbonregistry.publicapi.search.Cell.of;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** The lists of retirements. */
public final class RetirementList {

    static final String DETAIL =
            """
            x.*, (select jsonb_agg(jsonb_build_object('project', p.project, 'name', j.name, 'type', j.type,
                    'country', p.country, 'code', p.project_code, 'block', p.block, 'number', p.block_number,
                    'start', p.vintage_start, 'end', p.vintage_end, 'vintage', p.vintage, 'quantity', p.quantity,
                    'firsts', p.firsts, 'lasts', p.lasts) order by p.block_number)
                  from retirement_part p left join project j on j.id = p.project where p.retirement = x.id) as parts""";

    private static final List<String> HEADER = List.of(
            "certificateNumber",
            "status",
            "retiredOn",
            "effectiveDate",
            "retiredAt",
            "program",
            "quantity",
            "unitKilograms",
            "beneficiaryKind",
            "beneficiaryName",
            "beneficiaryIdentifier",
            "beneficiaryCountry",
            "purpose",
            "scheme",
            "reason",
            "message",
            "projects",
            "projectNames",
            "types",
            "countries",
            "vintages",
            "blocks",
            "serials",
            "notStated");

    /** All completed ones. Conditions speak of {@code retirement r}. */
    public static final Listing<ListedRetirement> LISTING = new Listing<>(
            "retirement r",
            "r.*",
            DETAIL,
            orders("r.certificate", ListedRetirement::certificate, Long::valueOf),
            RetirementRows::listed,
            HEADER,
            RetirementList::cells);

    /** Those that the ledger has recorded and whose certificate is not here yet, as if they were rows of {@code retirement r}. */
    static final Listing<ListedRetirement> PENDING = new Listing<>(
            PendingSql.ROWS,
            "r.*",
            PendingSql.DETAIL,
            orders("r.id", ListedRetirement::id, UUID::fromString),
            RetirementRows::listed,
            HEADER,
            RetirementList::cells);

    private RetirementList() {}

    private static List<String> cells(ListedRetirement r) {
        Beneficiary b = r.beneficiary();
        return List.of(
                of(r.certificateNumber()),
                r.status(),
                of(r.retiredOn()),
                of(r.effectiveDate()),
                of(r.retiredAt()),
                r.program(),
                of(r.quantity()),
                of(r.unitKilograms()),
                of(b == null ? null : b.kind()),
                of(b == null ? null : b.name()),
                of(b == null ? null : b.identifier()),
                of(b == null ? null : b.country()),
                of(r.purpose()),
                of(r.scheme()),
                of(r.reason()),
                of(r.message()),
                each(r, ListedRetirement.Part::project),
                each(r, ListedRetirement.Part::projectName),
                each(r, ListedRetirement.Part::type),
                each(r, ListedRetirement.Part::country),
                each(r, ListedRetirement.Part::vintage),
                each(r, ListedRetirement.Part::block),
                each(r, part -> String.join("; ", part.serials())),
                String.join("; ", r.notStated()));
    }

    private static String each(ListedRetirement r, Function<ListedRetirement.Part, ?> value) {
        return r.parts().stream().map(part -> of(value.apply(part))).distinct().collect(Collectors.joining("; "));
    }

    /** By date or by quantity, made unique by the programme and one more column. */
    private static List<Order<ListedRetirement>> orders(
            String last, Function<ListedRetirement, Object> lastOf, Function<String, Object> parse) {
        List<Order<ListedRetirement>> orders = new ArrayList<>();
        List<String> byDate = List.of("r.retired_on", "r.program", last);
        Function<ListedRetirement, Object[]> date = r -> new Object[] {r.retiredOn(), r.program(), lastOf.apply(r)};
        Function<String[], Object[]> dateOf = t -> new Object[] {LocalDate.parse(t[0]), t[1], parse.apply(t[2])};
        orders.add(new Order<>("-retiredOn", byDate, date, dateOf));
        orders.add(new Order<>("retiredOn", byDate, date, dateOf));
        orders.addAll(Order.bothWays(
                "quantity",
                List.of("r.quantity", "r.program", last),
                r -> new Object[] {r.quantity(), r.program(), lastOf.apply(r)},
                t -> new Object[] {Long.valueOf(t[0]), t[1], parse.apply(t[2])}));
        return orders;
    }
}
