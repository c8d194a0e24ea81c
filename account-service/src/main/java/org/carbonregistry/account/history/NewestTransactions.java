package org.carbonregistry.account.history;

/**
 * The newest transactions of account {@code $1}, recorded from {@code $2} to {@code $4} and before ({@code $4}, {@code $5}), of
 * kind {@code $6} or any, of the ids {@code $7} or any, at most {@code $8}; {@code $3} says whether the account is a final one.
 */
final class NewestTransactions {

    private static final String PAGE =
            """
            select p.*, t.kind, t.effective_date
            from (
              select m.recorded_at, m.transaction_id, count(*) as movements,
                coalesce(sum(m.last_unit - m.first_unit + 1) filter (where m.to_account = $1), 0)::bigint as received,
                coalesce(sum(m.last_unit - m.first_unit + 1) filter (where m.from_account = $1), 0)::bigint as sent
              from (%s) m
              where (m.recorded_at, m.transaction_id) < ($4, $5::uuid) and $3::boolean is not null
                and ($6::text is null or exists (
                  select from ledger_transaction k where k.id = m.transaction_id and k.kind = $6))
                and ($7::uuid[] is null or m.transaction_id = any($7))
              group by m.recorded_at, m.transaction_id order by m.recorded_at desc, m.transaction_id desc limit $8
            ) p join ledger_transaction t on t.id = p.transaction_id
            order by p.recorded_at desc, p.transaction_id desc
            """;

    private static final String PROBE =
            """
            select max(r.recorded_at) from (
              (select m.recorded_at from movement m
               where m.from_account = $1 and m.recorded_at >= $2 and m.recorded_at %1$s and %2$s
               order by m.recorded_at desc limit 1)
              union all
              (select m.recorded_at from movement m
               where m.to_account = $1 and m.kind not in ('retired', 'cancelled', 'converted')
                 and m.recorded_at >= $2 and m.recorded_at %1$s and %2$s
               order by m.recorded_at desc limit 1)
            ) r
            """;
    private static final String OF_KIND =
            """
            ($6::text is null or exists (
              select from ledger_transaction k where k.id = m.transaction_id and k.kind = $6))""";

    /**
     * Goes back from one time to the one before, so that a page costs the same however long the history is. One time can
     * have many transactions, and those of the first may all be on the page before.
     */
    static final String OF_ACCOUNT = PAGE.formatted(
            """
            with recursive times(t) as (
              (%s) union all select (%s) from times where times.t is not null
            ), newest as (select t as at from times where t is not null limit $8 + 1)
            select m.* from newest n cross join lateral (
              select * from movement x where x.from_account = $1 and x.recorded_at = n.at offset 0) m
            union all
            select m.* from newest n cross join lateral (
              select * from movement x
              where x.to_account = $1 and x.kind not in ('retired', 'cancelled', 'converted') and x.recorded_at = n.at
              offset 0) m
            """
                    .formatted(PROBE.formatted("<= $4", OF_KIND), PROBE.formatted("< times.t", OF_KIND)));

    /** A final account is read by few, and for a period: all of it is looked at. */
    static final String OF_FINAL_ACCOUNT =
            PAGE.formatted(AccountMovements.select("recorded_at >= $2 and recorded_at <= $4"));

    static final String NAMED = PAGE.formatted(
            """
            select * from movement where transaction_id = any($7) and (from_account = $1 or to_account = $1)
              and recorded_at >= $2 and recorded_at <= $4
            """);

    private NewestTransactions() {}
}
