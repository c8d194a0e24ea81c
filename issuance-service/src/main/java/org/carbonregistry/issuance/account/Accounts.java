package org.carbonregistry.issuance.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.function.Function;
import org.carbonregistry.issuance.Rows;

/** The projection of accounts. */
public final class Accounts {

    private Accounts() {}

    /** The account, or null as long as it is not known here; null for null. */
    public static Uni<Account> find(SqlClient c, String id) {
        return c.preparedQuery("select * from account where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.one(
                        rows,
                        row -> new Account(
                                row.getString("id"),
                                row.getString("organisation"),
                                row.getString("kind"),
                                row.getString("status"))));
    }

    /** Keeps accounts as they stand now; each is there once. */
    static Uni<Void> keep(SqlConnection c, Collection<Account> accounts) {
        return c.preparedQuery(
                        """
                        insert into account (id, organisation, kind, status)
                        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
                        on conflict (id) do update set organisation = excluded.organisation, kind = excluded.kind,
                          status = excluded.status
                        """)
                .execute(Tuple.of(
                        texts(accounts, Account::id),
                        texts(accounts, Account::organisation),
                        texts(accounts, Account::kind),
                        texts(accounts, Account::status)))
                .replaceWithVoid();
    }

    private static String[] texts(Collection<Account> accounts, Function<Account, String> column) {
        return accounts.stream().map(column).toArray(String[]::new);
    }
}
