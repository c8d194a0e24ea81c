package org.carbonregistry.publicapi.statistics;

/**
 * What is counted, as one relation for each basis with the same columns: dimensions without nulls, kilograms, {@code singles}
 * (retirements within one block) and {@code retirement} (one that spans blocks, to be counted distinct in every grouping).
 */
final class StatisticsSql {

    private static final String OF_BLOCK =
            """
            select b.program, b.country, coalesce(p.type, '') as type, coalesce(p.nature, '') as nature, b.vintage,
              b.project, b.id as block, p.methodology,\
            """;
    private static final String CREDITS = OF_BLOCK
            + """
             b.quantity * b.unit_kilograms as issued, b.buffer_quantity * b.unit_kilograms as buffer,
              b.retired * b.unit_kilograms as retired, b.cancelled * b.unit_kilograms as cancelled,
              b.converted * b.unit_kilograms as converted, coalesce(y.singles, 0) as singles, null::uuid as retirement
            from block b left join project p on p.id = b.project
            left join (select block, sum(retirements) as singles from retired_in_year group by block) y on y.block = b.id
            union all
            """
            + OF_BLOCK
            + """
             0, 0, 0, 0, 0, 0, o.retirement
            from retirement_over_blocks o join block b on b.id = o.block left join project p on p.id = b.project
            """;
    private static final String BY_YEAR = OF_BLOCK
            + """
             y.year, 0::bigint as issued, 0::bigint as buffer, y.quantity * b.unit_kilograms as retired,
              0::bigint as cancelled, 0::bigint as converted,
              y.retirements as singles, null::uuid as retirement
            from retired_in_year y join block b on b.id = y.block left join project p on p.id = b.project
            union all
            """
            + OF_BLOCK
            + """
             o.year, 0, 0, 0, 0, 0, 0, o.retirement
            from retirement_over_blocks o join block b on b.id = o.block left join project p on p.id = b.project
            """;
    private static final String CERTIFICATES = OF_BLOCK
            + """
             extract(year from r.retired_on)::integer as year, r.retired_on, r.purpose, r.beneficiary_kind,
              coalesce(r.beneficiary_name, '') as beneficiary, r.search, 0::bigint as issued, 0::bigint as buffer,
              c.quantity * b.unit_kilograms as retired, 0::bigint as cancelled, 0::bigint as converted, (c.quantity = r.quantity)::integer as singles,
              case when c.quantity = r.quantity then null else r.id end as retirement
            from retirement_part c join retirement r on r.id = c.retirement join block b on b.id = c.block
            left join project p on p.id = b.project
            union all
            """
            + OF_BLOCK
            + """
             extract(year from coalesce(e.effective_date, (e.time at time zone 'UTC')::date))::integer,
              coalesce(e.effective_date, (e.time at time zone 'UTC')::date), 'certificate-pending', 'certificate-pending',
              '', '', 0, 0, (e.last_unit - e.first_unit + 1) * b.unit_kilograms, 0, 0, 0, e.retirement
            from retirement_awaited a join unit_event e on e.retirement = a.retirement and e.shown join block b on b.id = e.block
            left join project p on p.id = b.project
            where not exists (select from retirement r where r.id = a.retirement)
            """;

    private StatisticsSql() {}

    static String of(Basis basis) {
        return switch (basis) {
            case CREDITS -> CREDITS;
            case RETIRED_BY_YEAR -> BY_YEAR;
            case CERTIFICATES -> CERTIFICATES;
        };
    }
}
