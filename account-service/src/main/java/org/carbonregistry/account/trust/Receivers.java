package org.carbonregistry.account.trust;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;

/** Accounts whose list is changed: a change waits for the transfers that are being decided, and they wait for it. */
@Singleton
class Receivers {

    private static final String LOCK = "select * from account where id = $1 for no key update";

    /**
     * An account of the caller's organisation, locked.
     *
     * @throws Refused not-found; of another's account it says no more than of one that does not exist
     */
    Uni<Account> lock(SqlConnection c, String id, String organisation) {
        Refused unknown = new Refused(AccountRefusal.NOT_FOUND, "you can see no account " + id, null);
        OptionalLong number = AccountNumber.parse(id);
        if (number.isEmpty()) {
            throw unknown;
        }
        return c.preparedQuery(LOCK).execute(Tuple.of(number.getAsLong())).map(rows -> {
            Account account =
                    rows.rowCount() == 0 ? null : Accounts.read(rows.iterator().next());
            if (account == null || !organisation.equals(account.organisation())) {
                throw unknown;
            }
            return account;
        });
    }
}
