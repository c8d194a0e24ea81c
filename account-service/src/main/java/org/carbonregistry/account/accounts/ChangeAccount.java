package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/**
 * A registrar's decision about an account. It waits for the orders that are being decided on the account, and orders wait
 * for it.
 */
@Singleton
public class ChangeAccount {

    private static final String LOCK = "select * from account where id = $1 for no key update";
    private static final String BUSY =
            """
            select exists (select 1 from holding where account_id = $1)
                or exists (select 1 from transfer where to_account = $1 and status = 'proposed') as busy
            """;
    private static final String UPDATE =
            "update account set status = $2, number = number + 1 where id = $1 returning *, clock_timestamp() as changed_at";
    private static final String DECISION =
            "insert into account_decision (account_id, number, status, reason, actor) values ($1, $2, $3, $4, $5)";

    private final Retrying retrying;
    private final Outbox outbox;

    ChangeAccount(Retrying retrying, Outbox outbox) {
        this.retrying = retrying;
        this.outbox = outbox;
    }

    Uni<Account> change(String id, UnaryOperator<AccountStatus> decision, String reason, String actor) {
        if (reason == null
                || reason.isBlank()
                || reason.length() > 500
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a reason has 1 to 500 characters", "/reason");
        }
        OptionalLong number = AccountNumber.parse(id);
        if (number.isEmpty()) {
            throw new Refused(AccountRefusal.NOT_FOUND, "there is no account " + id, null);
        }
        return retrying.inTransaction(
                c -> c.preparedQuery(LOCK).execute(Tuple.of(number.getAsLong())).chain(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "there is no account " + id, null);
                    }
                    Account account = Accounts.read(rows.iterator().next());
                    if (account.kind().isSystem()) {
                        throw new Refused(
                                AccountRefusal.ACCOUNT_STATE,
                                id + " belongs to the programme " + account.program(),
                                null);
                    }
                    AccountStatus next = decision.apply(account.status());
                    return requireEmptyToClose(c, account, next).chain(() -> write(c, account, next, reason, actor));
                }));
    }

    private static Uni<Void> requireEmptyToClose(SqlConnection c, Account account, AccountStatus next) {
        if (next != AccountStatus.CLOSED) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(BUSY)
                .execute(Tuple.of(account.id()))
                .invoke(rows -> {
                    if (rows.iterator().next().getBoolean("busy")) {
                        throw new Refused(
                                AccountRefusal.ACCOUNT_NOT_EMPTY,
                                "account " + account.publicId() + " holds units or is offered some",
                                null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Account> write(SqlConnection c, Account account, AccountStatus next, String reason, String actor) {
        return c.preparedQuery(UPDATE)
                .execute(Tuple.of(account.id(), next.word()))
                .chain(rows -> {
                    Account changed = Accounts.read(rows.iterator().next());
                    Instant time = rows.iterator()
                            .next()
                            .getOffsetDateTime("changed_at")
                            .toInstant();
                    Message fact = Message.fact(
                            MessageType.ACCOUNT_CHANGED,
                            changed.publicId(),
                            changed.number(),
                            time,
                            changed.fact(time));
                    return c.preparedQuery(DECISION)
                            .execute(Tuple.of(changed.id(), changed.number(), next.word(), reason, actor))
                            .chain(() -> outbox.write(c, List.of(fact)))
                            .replaceWith(changed);
                });
    }
}
