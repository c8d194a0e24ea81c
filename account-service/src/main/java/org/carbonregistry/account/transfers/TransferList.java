package org.carbonregistry.account.transfers;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * A page of transfers, newest first. The query names only what was asked for, so that each way of asking has its index: an
 * account, or the accounts of an organisation, are looked up from either side; a state by its word.
 *
 * @param scope the organisation whose transfers may be seen, or null for all
 * @param account takes part in them, or null
 * @param status or null
 * @param before when the last transfer of the page before was offered, or null
 */
record TransferList(String scope, Long account, TransferStatus status, Instant before, UUID beforeId, int limit) {

    /** Every parameter is named, so that its type is known whatever is asked for. */
    private static final String TYPED =
            """
            ($1::text is null or true) and ($2::bigint is null or true) and ($3::int is null or true)
            and ($4::timestamptz is null or true) and ($5::uuid is null or true)""";

    private static final String ORDER = " order by t.proposed_at desc, t.id desc limit $3";

    private static final String OF_ACCOUNTS =
            "select s.* from account a cross join lateral (select t.* from transfer t where t.%s = a.id%s) s where %s";
    /** A transfer that was never approved is no offer: its receiver does not see it. */
    private static final String SEEN = " and (not t.needs_approval or t.approved_at is not null"
            + " or exists (select 1 from account o where o.id = t.from_account and o.organisation = $1))";

    private static final String OF_SCOPE =
            " and exists (select 1 from account p where p.id in (t.from_account, t.to_account) and p.organisation = $1)";

    String sql() {
        // The word is one of an enum: written into the statement, so that the index of open offers can be used.
        String narrowed = (status == null ? "" : " and t.status = '" + status.word() + "'")
                + (before == null ? "" : " and (t.proposed_at, t.id) < ($4, $5)");
        if (scope == null && account == null) {
            return "select t.* from transfer t where " + TYPED + narrowed + ORDER;
        }
        String accounts = TYPED + (account == null ? " and a.organisation = $1" : " and a.id = $2");
        String each = narrowed + (account == null || scope == null ? "" : OF_SCOPE) + ORDER;
        return "select t.* from ("
                + OF_ACCOUNTS.formatted("from_account", each, accounts)
                + " union "
                + OF_ACCOUNTS.formatted("to_account", (scope == null ? "" : SEEN) + each, accounts)
                + ") t"
                + ORDER;
    }

    Tuple parameters() {
        return Tuple.tuple()
                .addString(scope)
                .addLong(account)
                .addInteger(limit)
                .addOffsetDateTime(before == null ? null : before.atOffset(ZoneOffset.UTC))
                .addUUID(beforeId);
    }
}
