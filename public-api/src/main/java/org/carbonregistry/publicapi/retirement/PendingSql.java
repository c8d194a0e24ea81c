package org.carbonregistry.publicapi.retirement;

/** Retirements whose certificate is pending, made of what the ledger says of them. */
final class PendingSql {

    /** With the columns of {@code retirement}; what only a certificate says is null, and matches no filter. */
    static final String ROWS =
            """
            (select a.retirement as id, min(b.program) as program, null::bigint as certificate,
               null::text as certificate_number, sum(e.last_unit - e.first_unit + 1)::bigint as quantity,
               min(b.unit_kilograms) as unit_kilograms, null::text as beneficiary_kind, null::text as beneficiary_name,
               null::text as beneficiary_identifier, null::text as beneficiary_country,
               null::text as beneficiary_reference, null::text as purpose, null::text as scheme, null::text as reason,
               null::text as message, min(e.time) as retired_at, min(e.effective_date) as effective_date,
               coalesce(min(e.effective_date), (min(e.time) at time zone 'UTC')::date) as retired_on,
               '{}'::text[] as not_stated, array_agg(distinct b.project) as projects,
               array_agg(distinct b.id) as blocks, array_agg(distinct b.country) as countries,
               array_agg(distinct b.vintage) as vintages, ''::text as search
             from retirement_awaited a join unit_event e on e.retirement = a.retirement and e.shown
             join block b on b.id = e.block
             where not exists (select from retirement c where c.id = a.retirement)
             group by a.retirement) r""";

    /** One row with its parts, as {@link RetirementList#DETAIL}. */
    static final String DETAIL =
            """
            x.*, (select jsonb_agg(jsonb_build_object('project', g.project, 'name', j.name, 'type', j.type,
                    'country', g.country, 'code', g.project_code, 'block', g.id, 'number', g.number,
                    'start', g.vintage_start, 'end', g.vintage_end, 'vintage', g.vintage, 'quantity', g.units,
                    'firsts', g.firsts, 'lasts', g.lasts) order by g.number)
                  from (select b.*, sum(e.last_unit - e.first_unit + 1) as units,
                          array_agg(e.first_unit order by e.number) as firsts,
                          array_agg(e.last_unit order by e.number) as lasts
                        from unit_event e join block b on b.id = e.block
                        where e.retirement = x.id and e.shown group by b.id) g
                  left join project j on j.id = g.project) as parts""";

    private PendingSql() {}
}
