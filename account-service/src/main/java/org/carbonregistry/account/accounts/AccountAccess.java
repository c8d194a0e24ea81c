package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** Who may read an account: registrar and auditor each, a representative those of the own organisation. */
@Singleton
public class AccountAccess {

    private final Pool pool;
    private final Caller caller;

    AccountAccess(Pool pool, Caller caller) {
        this.pool = pool;
        this.caller = caller;
    }

    /** Whether the caller reads everything. */
    public boolean readsAll() {
        return caller.hasRole("registrar") || caller.hasRole("auditor");
    }

    /**
     * The organisation whose accounts the caller reads, or null for all. Who acts for none reads as an organisation without
     * a code would, which there is not: nothing.
     */
    public String scope() {
        if (readsAll()) {
            return null;
        }
        return caller.organisation() == null ? "" : caller.organisation();
    }

    /**
     * The organisation the caller acts for.
     *
     * @throws Refused forbidden, when the token names none
     */
    public String organisation() {
        if (caller.organisation() == null) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "your token names no organisation", null);
        }
        return caller.organisation();
    }

    /** An account the caller may read; of another one it says no more than of one that does not exist. */
    public Uni<Account> readable(String id) {
        String scope = scope();
        OptionalLong number = AccountNumber.parse(id);
        Refused unknown = new Refused(AccountRefusal.NOT_FOUND, "you can see no account " + id, null);
        if (number.isEmpty()) {
            throw unknown;
        }
        return pool.preparedQuery("select * from account where id = $1")
                .execute(Tuple.of(number.getAsLong()))
                .map(rows -> {
                    Account account = rows.rowCount() == 0
                            ? null
                            : Accounts.read(rows.iterator().next());
                    if (account == null || scope != null && !scope.equals(account.organisation())) {
                        throw unknown;
                    }
                    return account;
                });
    }
}
