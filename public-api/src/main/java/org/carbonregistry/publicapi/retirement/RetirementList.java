package org.carbonregistry.publicapi.retirement;

import static org.carbonregistry.publicapi.search.Cell.of;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** The list of all completed retirements. */
public final class RetirementList {

    static final String DETAIL =
            """
            x.*, (select jsonb_agg(jsonb_build_object('project', p.project, 'name', j.name, 'type', j.type,
                    'country', p.country, 'code', p.project_code, 'block', p.block, 'number', p.block_number,
                    'start', p.vintage_start, 'end', p.vintage_end, 'vintage', p.vintage, 'quantity', p.quantity,
                    'firsts', p.firsts, 'lasts', p.lasts) order by p.block_number)
                  from retirement_part p left join project j on j.id = p.project where p.retirement = x.id) as parts""";

    /** Conditions speak of {@code retirement r}. */
    public static final Listing<ListedRetirement> LISTING = new Listing<>(
            "retirement r",
            "r.*",
            DETAIL,
            orders(),
            ListedRetirement::of,
            List.of(
                    "certificateNumber",
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
                    "notStated"),
            RetirementList::cells);

    private RetirementList() {}

    private static List<String> cells(ListedRetirement r) {
        return List.of(
                r.certificateNumber(),
                of(r.retiredOn()),
                of(r.effectiveDate()),
                of(r.retiredAt()),
                r.program(),
                of(r.quantity()),
                of(r.unitKilograms()),
                of(r.beneficiary().kind()),
                of(r.beneficiary().name()),
                of(r.beneficiary().identifier()),
                of(r.beneficiary().country()),
                r.purpose(),
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

    private static List<Order<ListedRetirement>> orders() {
        Function<ListedRetirement, Object[]> byDate = r -> new Object[] {r.retiredOn(), r.program(), r.certificate()};
        Function<String[], Object[]> date = t -> new Object[] {LocalDate.parse(t[0]), t[1], Long.valueOf(t[2])};
        List<String> columns = List.of("r.retired_on", "r.program", "r.certificate");
        List<Order<ListedRetirement>> orders = new ArrayList<>();
        orders.add(new Order<>("-retiredOn", columns, byDate, date));
        orders.add(new Order<>("retiredOn", columns, byDate, date));
        orders.addAll(Order.bothWays(
                "quantity",
                List.of("r.quantity", "r.program", "r.certificate"),
                r -> new Object[] {r.quantity(), r.program(), r.certificate()},
                t -> new Object[] {Long.valueOf(t[0]), t[1], Long.valueOf(t[2])}));
        return orders;
    }
}
