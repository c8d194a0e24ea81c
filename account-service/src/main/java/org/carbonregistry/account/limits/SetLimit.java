package org.carbonregistry.account.limits;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;

/**
 * Sets, changes or removes a limit of an account: by its holder or by a registrar, each their own. It waits for the transfers
 * that are being decided on the account, and they wait for it, so a tighter limit holds from its commit on. A crash before the
 * commit leaves none; the same decision of the same person again is answered with the first.
 */
@Singleton
class SetLimit {

    /** What somebody wants. {@code units} null: no limit. */
    public record Request(String limit, Long units, String reason) {}

    /** Who asks. */
    record Asker(LimitSetter setter, String organisation, String person) {}

    /** Whether it was the last decision before, too. */
    record Answer(Account account, boolean replayed) {}

    private static final String LOCK = "select * from account where id = $1 for no key update";
    private static final String NOW = "select clock_timestamp() as now";

    private final Retrying retrying;
    private final AccountLimits limits;
    private final Duration delay;

    SetLimit(Retrying retrying, AccountLimits limits, AccountConfig config) {
        this.retrying = retrying;
        this.limits = limits;
        this.delay = config.limitLoosenedAfter();
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalStateException("registry.account.limit-loosened-after is longer than zero");
        }
    }

    Uni<Answer> set(String id, Request request, Asker asker) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        LimitKind kind = LimitKind.named(request.limit(), "/limit");
        if (request.units() != null && request.units() < 0) {
            throw new Refused(AccountRefusal.INVALID_QUANTITY, "a limit is at least 0 units", "/units");
        }
        RequestText.reason(request.reason(), "/reason");
        Refused unknown = new Refused(AccountRefusal.NOT_FOUND, "you can see no account " + id, null);
        OptionalLong number = AccountNumber.parse(id);
        if (number.isEmpty()) {
            throw unknown;
        }
        return retrying.inTransaction(
                c -> c.preparedQuery(LOCK).execute(Tuple.of(number.getAsLong())).chain(rows -> {
                    Account account = rows.rowCount() == 0
                            ? null
                            : Accounts.read(rows.iterator().next());
                    requireSettable(account, asker, unknown);
                    return set(c, account, kind, request, asker);
                }));
    }

    static void requireSettable(Account account, Asker asker, Refused unknown) {
        boolean holder = asker.setter() == LimitSetter.HOLDER;
        if (account == null || holder && !asker.organisation().equals(account.organisation())) {
            throw unknown;
        }
        if (account.kind().isSystem()) {
            throw new Refused(
                    AccountRefusal.ACCOUNT_STATE,
                    account.publicId() + " is a programme's: no transfer leaves it",
                    null);
        }
    }

    private Uni<Answer> set(SqlConnection c, Account account, LimitKind kind, Request request, Asker asker) {
        return limits.of(c, account.id()).chain(rules -> c.query(NOW).execute().chain(rows -> {
            AccountLimit last = rules.ofAccounts().getOrDefault(account.id(), List.of()).stream()
                    .filter(limit -> limit.kind() == kind && limit.setter() == asker.setter())
                    .findFirst()
                    .orElse(null);
            if (last != null && last.says(request.units(), request.reason(), asker.person())) {
                return Uni.createFrom().item(new Answer(account, true));
            }
            Instant now = DatabaseTime.of(rows.iterator().next(), "now");
            AccountLimit decided = AccountLimit.decide(
                    last,
                    account.id(),
                    account.limits() + 1,
                    kind,
                    asker.setter(),
                    request.units(),
                    request.reason(),
                    asker.person(),
                    now,
                    delay);
            return limits.insert(c, decided).replaceWith(new Answer(account, false));
        }));
    }
}
