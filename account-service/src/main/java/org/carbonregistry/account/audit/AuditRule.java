package org.carbonregistry.account.audit;

/**
 * What the auditor asks the stored ledger besides replaying its journal: each query finds what breaks a rule, with
 * {@code subject} and {@code detail}, and finds nothing in a ledger that is right.
 */
enum AuditRule {
    RESERVATIONS(
            "reservation-of-an-offer",
            """
            select coalesce(r.id, o.id)::text as subject,
              'of block ' || coalesce(r.block_id, o.block_id) || ' are reserved ' || coalesce(r.units::text, 'none') || ' in '
                || coalesce(r.accounts::text, 'no account') || ', offered ' || coalesce(o.units::text, 'none') || ' of '
                || coalesce(o.from_account::text, 'no account') as detail
            from (
              select h.reserved_for as id, h.block_id, array_agg(distinct h.account_id) as accounts,
                range_agg(int8range(h.first_unit, h.last_unit, '[]')) as units
              from holding h where h.reserved_for is not null group by h.reserved_for, h.block_id
            ) r full join (
              select t.id, t.from_account, u.block_id, range_agg(int8range(u.first_unit, u.last_unit, '[]')) as units
              from transfer t cross join lateral unnest(t.block_ids, t.first_units, t.last_units)
                as u(block_id, first_unit, last_unit)
              where t.status in ('awaiting-approval', 'proposed') group by t.id, u.block_id
            ) o on o.id = r.id and o.block_id = r.block_id
            where r.units is distinct from o.units or r.accounts is distinct from array[o.from_account] limit 100
            """),
    OFFERED_QUANTITIES(
            "reservation-of-an-offer",
            """
            select t.id::text as subject, 'the ranges of the transfer have another sum than ' || t.quantity as detail
            from transfer t where t.quantity <> (
              select sum(u.last_unit - u.first_unit + 1) from unnest(t.first_units, t.last_units) as u(first_unit, last_unit)
            ) limit 100
            """),
    CLOSED_ACCOUNTS(
            "closed-is-empty",
            """
            select distinct 'A' || a.id as subject, 'the account is closed and holds units' as detail
            from account a join holding h on h.account_id = a.id where a.status = 'closed' limit 100
            """),
    SUB_ACCOUNTS(
            "sub-account-of-its-owner",
            """
            select 'A' || a.id as subject, 'it is a sub-account of A' || p.id as detail from account a
            join account p on p.id = a.parent
            where p.parent is not null or p.organisation is distinct from a.organisation limit 100
            """),
    REFUSED_BLOCKS(
            "issued-block-is-opened",
            "select block as subject, code || ': ' || detail as detail from refused_block_order order by block limit 100"),
    HOLDS(
            "units-on-hold",
            """
            select coalesce(u.id, h.id)::text as subject,
              'on hold are ' || coalesce(u.quantity, 0) || ' units, to be kept '
                || coalesce(h.quantity - h.settled - h.released, 0) as detail
            from (
              select held_for as id, sum(last_unit - first_unit + 1) as quantity, min(account_id) as low, max(account_id) as high
              from holding where held_for is not null group by held_for
            ) u full join (select * from hold where status = 'placed') h on h.id = u.id
            where u.quantity is distinct from h.quantity - h.settled - h.released or u.low <> h.account_id
              or u.high <> h.account_id limit 100
            """),
    SETTLED(
            "hold-settled-by-its-acts",
            """
            select h.id::text as subject, 'settled ' || h.settled || ', in legs and retirements ' || coalesce(l.quantity, 0) as detail
            from hold h left join (
              select hold, sum(quantity)::bigint as quantity from (
                select hold, quantity from settlement_leg union all select hold, quantity from hold_retirement) a group by hold
            ) l on l.hold = h.id where h.settled <> coalesce(l.quantity, 0) limit 100
            """),
    MANDATES(
            "mandate-used-by-its-acts",
            """
            select m.id::text as subject, 'used ' || m.used || ', by its acts ' || coalesce(u.quantity, 0) as detail
            from mandate m left join (select mandate, sum(quantity)::bigint as quantity from mandate_use group by mandate) u
              on u.mandate = m.id where m.used <> coalesce(u.quantity, 0) limit 100
            """),
    /** Nothing moves between the order of a freeze and its release, unless a court ordered that, too. */
    FROZEN(
            "frozen-stays",
            """
            select f.id::text as subject, 'movement ' || m.number || ' of ' || b.name || ' moved frozen units' as detail
            from freeze_order f join freeze_range r on r.freeze_id = f.id
            join movement m on m.block_id = r.block_id and m.first_unit <= r.last_unit and m.last_unit >= r.first_unit
              and m.recorded_at > f.ordered_at and (f.released_at is null or m.recorded_at < f.released_at)
              and not exists (select from court_transfer o where o.id = m.transaction_id and o.takes_frozen)
            join block b on b.id = m.block_id
            union all
            select f.id::text, 'movement ' || m.number || ' of ' || b.name || ' moved units of a frozen project'
            from freeze_order f join block b on b.project = f.project join movement m on m.block_id = b.id
              and m.kind <> 'opened' and m.recorded_at > f.ordered_at
              and (f.released_at is null or m.recorded_at < f.released_at)
              and not exists (select from court_transfer o where o.id = m.transaction_id and o.takes_frozen)
            union all
            select f.id::text, 'movement ' || m.number || ' of ' || b.name || ' left a frozen account'
            from freeze_order f join movement m on m.from_account = f.account_id
              and m.recorded_at > f.ordered_at and (f.released_at is null or m.recorded_at < f.released_at)
              and not exists (select from court_transfer o where o.id = m.transaction_id and o.takes_frozen)
            join block b on b.id = m.block_id limit 100
            """),
    UNKNOWN_TRANSACTIONS(
            "movement-of-a-transaction",
            """
            select b.name as subject, 'movement ' || m.number || ' is of no recorded transaction' as detail
            from movement m join block b on b.id = m.block_id
            where not exists (select 1 from ledger_transaction t where t.id = m.transaction_id) limit 100
            """),
    STRAY_MOVEMENTS(
            "movement-of-a-block",
            """
            select 'block ' || m.block_id as subject, 'a movement is of a block that does not exist' as detail
            from movement m where not exists (select 1 from block b where b.id = m.block_id) limit 100
            """),
    /** What left an account that has limits was within those in force when it was proposed. */
    WITHIN_LIMITS(
            "transfer-within-limits",
            """
            select t.id::text as subject, 'of ' || t.quantity || ' units, ' || t.so_far || ' in its day, is over the limit '
                || l.kind || ' of ' || l.units as detail
            from (
              select t.*, sum(t.quantity) over (partition by t.from_account, (t.proposed_at at time zone 'UTC')::date
                order by t.proposed_at, t.id) as so_far
              from transfer t join account a on a.id = t.from_account
              where a.limits > 0 and t.status in ('awaiting-approval', 'proposed', 'settled')
            ) t cross join lateral (
              select distinct on (d.kind, d.set_by) d.kind,
                case when t.proposed_at >= d.in_force_from then d.units else d.units_before end as units
              from account_limit d where d.account_id = t.from_account and d.decided_at <= t.proposed_at
              order by d.kind, d.set_by, d.number desc
            ) l
            where case l.kind when 'transfer' then t.quantity > l.units when 'day' then t.so_far > l.units
              when 'unapproved' then t.quantity > l.units and not t.needs_approval else false end
            limit 100
            """),
    /** Nobody accepted it, so its receiver trusted its sender then, or both are one organisation. */
    TRUSTED(
            "unaccepted-is-trusted",
            """
            select t.id::text as subject, 'settled without being accepted, and its sender was not trusted' as detail
            from transfer t join account f on f.id = t.from_account join account r on r.id = t.to_account
            where t.status = 'settled' and f.organisation <> r.organisation
              and (t.expires_at is null or t.decided_at = t.approved_at)
              and not exists (select from trusted_sender s where s.account_id = t.to_account
                and (s.sender_account = t.from_account or s.sender_organisation = f.organisation)
                and s.in_force_from <= t.decided_at and (s.removed_at is null or s.removed_at >= t.decided_at))
            limit 100
            """),
    FOUR_EYES(
            "four-eyes",
            """
            select id::text as subject, 'went on without the approval of a second representative' as detail
            from transfer where needs_approval and (approved_by = proposed_by
              or approved_by is null and status in ('proposed', 'settled', 'rejected'))
            union all
            select id::text, 'was approved by the registrar who proposed it' from court_transfer
            where status = 'settled' and decided_by = proposed_by limit 100
            """),
    /** A court's transfer moved between the accounts its order names, and no order settled without moving anything. */
    COURT(
            "court-transfer-by-order",
            """
            select coalesce(t.id, o.id)::text as subject,
              'ordered are ' || coalesce(o.from_account || ' to ' || o.to_account, 'nothing') || ', moved '
                || coalesce(t.path, 'nothing') as detail
            from (
              select t.id, string_agg(distinct m.from_account || ' to ' || m.to_account, ', ') as path
              from ledger_transaction t left join movement m on m.transaction_id = t.id
              where t.kind = 'court-transfer' group by t.id
            ) t full join (select * from court_transfer where status = 'settled') o on o.id = t.id
            where t.path is distinct from o.from_account || ' to ' || o.to_account limit 100
            """);

    private final String word;
    private final String query;

    AuditRule(String word, String query) {
        this.word = word;
        this.query = query;
    }

    /** The name of the rule in a finding. */
    String word() {
        return word;
    }

    String query() {
        return query;
    }
}
