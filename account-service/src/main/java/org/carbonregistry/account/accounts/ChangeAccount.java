package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitCharacters;
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
                or exists (select 1 from transfer where to_account = $1 and status = 'proposed')
                or exists (select 1 from transfer where to_account = $1 and status = 'awaiting-approval') as busy,
              exists (select 1 from account where parent = $1 and status <> 'closed') as with_sub_accounts
            """;
    private static final String LAST_DECISION =
            """
            select 1 from account_decision
            where account_id = $1 and number = $2 and status = $3 and reason = $4 and actor = $5
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

    /** The account after a decision, and whether it was the account's last decision before, too. */
    record Answer(Account account, boolean replayed) {}

    /**
     * A decision of a registrar. The same one for the same reason by the same registrar again, with none in between, is
     * answered with the first, and changes nothing.
     */
    Uni<Answer> change(String id, AccountMove move, String reason, String actor) {
        if (reason == null || reason.isBlank() || reason.length() > 500 || UnfitCharacters.in(reason)) {
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
                    return isRepeat(c, account, move, reason, actor).chain(repeat -> {
                        if (repeat) {
                            return Uni.createFrom().item(new Answer(account, true));
                        }
                        AccountStatus next = move.from(account.status());
                        return requireEmptyToClose(c, account, next)
                                .chain(() -> write(c, account, next, reason, actor))
                                .map(changed -> new Answer(changed, false));
                    });
                }));
    }

    private static Uni<Boolean> isRepeat(
            SqlConnection c, Account account, AccountMove move, String reason, String actor) {
        return account.status() != move.leadsTo()
                ? Uni.createFrom().item(false)
                : c.preparedQuery(LAST_DECISION)
                        .execute(Tuple.of(
                                account.id(), account.number(), move.leadsTo().word(), reason, actor))
                        .map(rows -> rows.rowCount() > 0);
    }

    /**
     * Notes, within the transaction that opens a block, that its units are issued to an account; one that was closed
     * meanwhile becomes suspended by that.
     */
    public Uni<Void> receiveIssue(SqlConnection c, Account account, String block) {
        AccountStatus next = account.status().receiveIssue();
        return next == account.status()
                ? Uni.createFrom().voidItem()
                : write(c, account, next, "block " + block + ", ordered before, was issued to it", "registry")
                        .replaceWithVoid();
    }

    private static Uni<Void> requireEmptyToClose(SqlConnection c, Account account, AccountStatus next) {
        if (next != AccountStatus.CLOSED) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(BUSY)
                .execute(Tuple.of(account.id()))
                .invoke(rows -> {
                    if (rows.iterator().next().getBoolean("with_sub_accounts")) {
                        throw new Refused(
                                AccountRefusal.SUB_ACCOUNT_OPEN,
                                "a sub-account of " + account.publicId() + " is not closed",
                                null);
                    }
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
