package org.carbonregistry.account.trust;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.DatabaseTime;

/** The table of trusted senders. */
@Singleton
public class TrustedSenders {

    private static final String LISTED =
            "select * from trusted_sender where account_id = any($1) and removed_at is null";
    private static final String BY_ID = "select * from trusted_sender where id = $1";
    private static final String SAME =
            """
            select * from trusted_sender where account_id = $1 and removed_at is null
              and (sender_account = $2 or sender_organisation = $3)
            """;
    private static final String INSERT =
            """
            with listed as (
              insert into trusted_sender (id, account_id, sender_account, sender_organisation, reason, listed_by, listed_at,
                                          in_force_from)
              values ($1, $2, $3, $4, $5, $6, $7, $8) returning account_id
            ) update account a set trusts = true from listed where a.id = listed.account_id
            """;
    private static final String REMOVE =
            """
            update trusted_sender set removed_by = $2, removed_at = clock_timestamp() where id = $1 and removed_at is null
            returning *
            """;
    private static final String LIST =
            """
            select * from trusted_sender where account_id = $1 and ($2::timestamptz is null or (listed_at, id) < ($2, $3::uuid))
            order by listed_at desc, id desc limit $4
            """;

    /**
     * Whom the receivers trust, whose rows are locked. Nothing is asked where nobody was ever listed, or where receiver and
     * sender are one organisation anyway.
     */
    public Uni<Trust> ofReceivers(SqlConnection c, Collection<Account> receivers) {
        Set<Long> asked = new TreeSet<>();
        receivers.stream().filter(Account::trusts).forEach(a -> asked.add(a.id()));
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Trust.nobody());
        }
        return c.preparedQuery(LISTED)
                .execute(Tuple.tuple().addArrayOfLong(asked.toArray(new Long[0])))
                .map(rows -> {
                    Map<Long, List<TrustedSender>> byReceiver = new HashMap<>();
                    read(rows).forEach(t -> byReceiver
                            .computeIfAbsent(t.account(), a -> new ArrayList<>())
                            .add(t));
                    return new Trust(byReceiver);
                });
    }

    /** The same sender, if the account has listed it, or null. */
    Uni<TrustedSender> same(SqlConnection c, long account, Long sender, String organisation) {
        return c.preparedQuery(SAME)
                .execute(Tuple.of(account, sender, organisation))
                .map(TrustedSenders::first);
    }

    Uni<TrustedSender> byId(SqlClient c, UUID id) {
        return c.preparedQuery(BY_ID).execute(Tuple.of(id)).map(TrustedSenders::first);
    }

    Uni<Void> insert(SqlConnection c, TrustedSender t) {
        Tuple row = Tuple.tuple()
                .addUUID(t.id())
                .addLong(t.account())
                .addLong(t.sender())
                .addString(t.organisation())
                .addString(t.reason())
                .addString(t.listedBy())
                .addOffsetDateTime(DatabaseTime.utc(t.listedAt()))
                .addOffsetDateTime(DatabaseTime.utc(t.from()));
        return c.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    Uni<TrustedSender> remove(SqlConnection c, UUID id, String actor) {
        return c.preparedQuery(REMOVE).execute(Tuple.of(id, actor)).map(TrustedSenders::first);
    }

    Uni<List<TrustedSender>> list(SqlClient c, long account, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.of(account, DatabaseTime.utc(before), beforeId, limit))
                .map(TrustedSenders::read);
    }

    private static TrustedSender first(Iterable<Row> rows) {
        List<TrustedSender> found = read(rows);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<TrustedSender> read(Iterable<Row> rows) {
        List<TrustedSender> found = new ArrayList<>();
        for (Row row : rows) {
            found.add(new TrustedSender(
                    row.getUUID("id"),
                    row.getLong("account_id"),
                    row.getLong("sender_account"),
                    row.getString("sender_organisation"),
                    row.getString("reason"),
                    row.getString("listed_by"),
                    DatabaseTime.of(row, "listed_at"),
                    DatabaseTime.of(row, "in_force_from"),
                    row.getString("removed_by"),
                    DatabaseTime.of(row, "removed_at")));
        }
        return found;
    }
}
