package org.carbonregistry.account.operations;

/**
 * What can be found by the {@code externalId} of its caller, and where: one line for each kind of operation. A select has the
 * columns {@code id, external_id, organisation, status, at, account}, for organisation {@code $1} and externalId {@code $2}.
 */
enum OperationKind {
    TRANSFER(
            "transfer",
            "/v1/transfers/",
            """
            select id, external_id, organisation, status, coalesce(decided_at, proposed_at) as at, from_account as account
            from transfer where organisation = $1 and external_id = $2::text
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
