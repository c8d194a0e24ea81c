package org.carbonregistry.account.operations;

/**
 * What can be found by the {@code externalId} of its caller, and where: one line for each kind of operation. A select has the
 * columns {@code id, external_id, organisation, status, at, account}, for organisation {@code $1}, or null for what is no
 * organisation's, and externalId {@code $2}.
 */
enum OperationKind {
    TRANSFER(
            "transfer",
            "/v1/transfers/",
            """
            select id, external_id, organisation, status, coalesce(decided_at, proposed_at) as at, from_account as account
            from transfer where organisation = $1 and external_id = $2::text
            """),
    HOLD(
            "hold",
            "/v1/holds/",
            """
            select id, external_id, organisation, status, coalesce(ended_at, placed_at) as at, account_id as account
            from hold where organisation = $1 and external_id = $2::text
            """),
    SETTLEMENT(
            "settlement",
            "/v1/settlements/",
            """
            select s.id, s.trade_id as external_id, s.venue as organisation, 'settled' as status, s.settled_at as at,
              (select l.seller_account from settlement_leg l where l.settlement = s.id and l.number = 1) as account
            from settlement s where s.venue = $1 and s.trade_id = $2::text
            """),
    MANDATE(
            "mandate",
            "/v1/mandates/",
            """
            select id, external_id, organisation, case when revoked_at is null then 'granted' else 'revoked' end as status,
              coalesce(revoked_at, granted_at) as at, account_id as account
            from mandate where organisation = $1 and external_id = $2::text
            """),
    /** What registrars do on the order of an authority is named by no organisation: it is found where none is asked about. */
    COURT_TRANSFER(
            "court-transfer",
            "/v1/court-transfers/",
            """
            select id, external_id, null::text as organisation, status, coalesce(decided_at, proposed_at) as at,
              from_account as account
            from court_transfer where $1::text is null and external_id = $2::text
            """),
    FREEZE(
            "freeze",
            "/v1/freezes/",
            """
            select id, external_id, null::text as organisation,
              case when released_at is null then 'in-force' else 'released' end as status,
              coalesce(released_at, ordered_at) as at, account_id as account
            from freeze_order where $1::text is null and external_id = $2::text
            """),
    /** A retirement is known here by its id; its externalId is kept where it was asked for. */
    RETIREMENT(
            "retirement",
            "/v1/transactions/",
            """
            select t.id, t.id::text as external_id, f.organisation, 'executed' as status, t.recorded_at as at, f.id as account
            from ledger_transaction t
              cross join lateral (
                select a.organisation, a.id from movement m join account a on a.id = m.from_account
                where m.transaction_id = t.id limit 1) f
            where t.id = case when $2::text ~* '%UUID%' then $2::text::uuid end
              and t.kind = 'retirement' and f.organisation = $1
            """);

    private static final String UUID_FORM = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private final String word;
    private final String path;
    private final String select;

    OperationKind(String word, String path, String select) {
        this.word = word;
        this.path = path;
        this.select = select;
    }

    String word() {
        return word;
    }

    /** Where it is read, before its id. */
    String path() {
        return path;
    }

    String select() {
        return select.replace("%UUID%", UUID_FORM);
    }
}
