package org.carbonregistry.issuance.audit;

/** One rule, as a query for what breaks it: rows of the thing and what is wrong with it. A clean database has none. */
enum Check {
    BLOCK_NUMBERS_ARE_GAP_FREE(
            """
            select c.program, 'drawn ' || c.last_block || ', blocks ' || count(b.id) || ' up to ' || coalesce(max(b.number), 0)
            from program_counter c left join block b using (program)
            group by c.program, c.last_block
            having count(b.id) <> c.last_block or coalesce(max(b.number), 0) <> c.last_block
            """),
    WHAT_IS_TAKEN_IS_WHAT_WAS_REQUESTED(
            """
            select v.verification || '/' || v.position, v.taken || ' taken, requested ' || coalesce(sum(r.quantity), 0)
            from verified_vintage v
            left join (requested_vintage r join issuance i on i.id = r.issuance and i.status not in ('rejected', 'withdrawn', 'expired'))
              on i.verification = v.verification and r.verified_position = v.position
            group by v.verification, v.position
            having v.taken <> coalesce(sum(r.quantity), 0)
            """),
    ISSUED_IS_AT_MOST_VERIFIED(
            """
            select v.verification || '/' || v.position, sum(b.quantity) || ' issued, verified ' || v.quantity
            from verified_vintage v
            join issuance i using (verification)
            join requested_vintage r on r.issuance = i.id and r.verified_position = v.position
            join block b on b.issuance = i.id and b.position = r.position
            group by v.verification, v.position having sum(b.quantity) > v.quantity
            """),
    VERIFIED_PERIODS_DO_NOT_OVERLAP(
            """
            select a.project, a.id || ' and ' || b.id
            from verification a join verification b on a.project = b.project and a.id < b.id
              and daterange(a.period_start, a.period_end, '[]') && daterange(b.period_start, b.period_end, '[]')
            """),
    PERIODS_LIE_IN_EACH_OTHER(
            """
            select v.project, 'vintage ' || r.start_date || ' to ' || r.end_date
            from requested_vintage r join issuance i on i.id = r.issuance join verification v on v.id = i.verification
            join verified_vintage w on w.verification = v.id and w.position = r.verified_position
            where not daterange(r.start_date, r.end_date, '[]') <@ daterange(w.start_date, w.end_date, '[]')
              or not daterange(w.start_date, w.end_date, '[]') <@ daterange(v.period_start, v.period_end, '[]')
            """),
    A_SOURCE_UNIT_IS_TAKEN_ONCE(
            """
            select a.serial, 'also ' || b.serial
            from source_range a join source_range b on a.registry = b.registry and a.scope = b.scope and a.id < b.id
              and int8range(a.source_first, a.source_last, '[]') && int8range(b.source_first, b.source_last, '[]')
            where not a.released and not b.released and not (a.contested and b.contested)
            """),
    EVERY_REQUESTED_VINTAGE_IS_ONE_BLOCK(
            """
            select i.id::text, i.status || ', vintage ' || coalesce(r.position, b.position)
            from issuance i
            join (requested_vintage r full join block b on b.issuance = r.issuance and b.position = r.position)
              on i.id = coalesce(r.issuance, b.issuance)
            where case when i.status in ('approved', 'issued') then r.quantity is distinct from b.quantity
              else b.id is not null end
            """),
    ISSUED_MEANS_EVERY_BLOCK_IS_OPEN(
            """
            select i.id::text, i.status || ', closed ' || count(*) filter (where b.opened_at is null)
            from issuance i join block b on b.issuance = i.id
            group by i.id, i.status having (i.status = 'issued') <> (count(*) filter (where b.opened_at is null) = 0)
            """),
    THE_BUFFER_HAS_ITS_SHARE(
            """
            select * from (
              select b.id, b.buffer_quantity || ' in the buffer, due ' || case
                when p.buffer_applies_to = 'all' or p.buffer_applies_to = 'nature-based' and exists (
                  select 1 from jsonb_array_elements(p.project_types) t
                  where t ->> 'code' = j.type and (t ->> 'natureBased')::boolean)
                then ceil(b.quantity::numeric
                  * greatest(coalesce(v.risk_rating_basis_points, 0), p.buffer_minimum_basis_points) / 10000)
                else 0 end as found
              from block b join issuance i on i.id = b.issuance join verification v on v.id = i.verification
              join project j on j.id = i.project join program p on p.code = i.program) s
            where split_part(found, ' ', 1) <> split_part(found, ' ', 6)
            """),
    NOBODY_APPROVED_THE_OWN_REQUEST(
            """
            select id::text, decided_by from issuance where status in ('approved', 'issued') and decided_by = requested_by
            """),
    STATES_ARE_WHAT_THE_HISTORY_SAYS(
            """
            select p.id, p.status || ', last ' || coalesce(h.to_status, 'none')
            from project p left join lateral (
              select to_status from project_history where project = p.id order by position desc limit 1) h on true
            where p.status is distinct from h.to_status
            """),
    FACTS_ARE_GAP_FREE(
            """
            select p.id, p.number || ' counted, published ' || count(f.number)
            from (select id, number from project
              union all select 'program:' || code, number from program
              union all select 'methodology:' || code, number from methodology
              union all select 'vvb:' || code, number from vvb) p
            left join fact f on f.topic = 'registry.projects' and f.stream = p.id
            group by p.id, p.number having p.number <> count(f.number) or p.number <> coalesce(max(f.number), 0)
            union all
            select b.id, 'not announced' from block b
            where not exists (select 1 from fact f where f.topic = 'registry.credits' and f.stream = b.id and f.number = 1)
            """);

    private final String query;

    Check(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }

    /** Its name on the wire. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
