package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.http.Refused;

/**
 * Offers units to another account. Between accounts of one organisation they move at once; otherwise they are reserved until
 * the receiver, the sender or time decides. A repeat under the same externalId gets the first answer. A refusal stores nothing:
 * the same externalId can be tried again, with the same content or another, until a transfer was made under it.
 */
@Singleton
public class ProposeTransfer {

    /** What a representative of the sender says. */
    public record Request(
            String externalId,
            String fromAccount,
            String toAccount,
            Long quantity,
            List<String> serials,
            String program,
            String project,
            Integer vintage,
            String block,
            String message,
            Instant expiresAt) {}

    /** What was decided under the locks: units, or a refusal. */
    private record Choice(Book book, List<Units> units, Refused refusal) {}

    private final Retrying retrying;
    private final Accounts accounts;
    private final BlockLocks locks;
    private final Transfers transfers;
    private final SettleTransfer settlement;
    private final LedgerMetrics metrics;
    private final AccountConfig config;

    ProposeTransfer(
            Retrying retrying,
            Accounts accounts,
            BlockLocks locks,
            Transfers transfers,
            SettleTransfer settlement,
            LedgerMetrics metrics,
            AccountConfig config) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.locks = locks;
        this.transfers = transfers;
        this.settlement = settlement;
        this.metrics = metrics;
        this.config = config;
    }

    Uni<TransferAnswer> propose(Request request, String organisation, String actor) {
        requireShape(request);
        byte[] fingerprint = Fingerprint.of(request);
        return retrying.inTransaction(c -> transfers
                        .byExternalId(c, organisation, request.externalId())
                        .chain(before -> before == null
                                ? offer(c, request, fingerprint, organisation, actor)
                                : Uni.createFrom().item(repeat(before, fingerprint))))
                .onFailure(Refused.class)
                .invoke(e -> metrics.refused("transfer", ((Refused) e).reason().code()));
    }

    static void requireShape(Request request) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        String name = request.externalId();
        if (name == null || name.isBlank() || name.length() > 200 || hasControls(name)) {
            throw new Refused(
                    AccountRefusal.INVALID_VALUE,
                    "an externalId has 1 to 200 characters, none of them a control character",
                    "/externalId");
        }
        String message = request.message();
        if (message != null && (message.length() > 1000 || hasControls(message.replace("\n", "")))) {
            throw new Refused(
                    AccountRefusal.INVALID_VALUE,
                    "a message has at most 1000 characters, and no control characters but line ends",
                    "/message");
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    static TransferAnswer repeat(Transfer before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another transfer",
                    "/externalId");
        }
        return new TransferAnswer(before, true);
    }

    private Uni<TransferAnswer> offer(
            SqlConnection c, Request request, byte[] fingerprint, String organisation, String actor) {
        Set<Long> named = new TreeSet<>();
        AccountNumber.parse(request.fromAccount()).ifPresent(named::add);
        AccountNumber.parse(request.toAccount()).ifPresent(named::add);
        return accounts.share(c, named).chain(known -> {
            Account from = requireSender(request, organisation, known);
            Account to = requireReceiver(request, from, known);
            Wanted wanted = Wanted.of(
                    new Wanted.Filter(
                            from.id(), request.program(), request.project(), request.vintage(), request.block()),
                    request.serials(),
                    request.quantity());
            return locks.decide(
                            c,
                            List.of(wanted),
                            Set.of(to.id()),
                            book -> choose(book, wanted),
                            choice -> BlockLocks.isShort(choice.refusal()))
                    .chain(choice -> {
                        if (choice.refusal() != null) {
                            throw choice.refusal();
                        }
                        Transfer offered = offered(request, fingerprint, organisation, actor, from, to, choice);
                        return write(c, offered, choice.book(), actor).map(t -> new TransferAnswer(t, false));
                    });
        });
    }

    private static Account requireSender(Request request, String organisation, Map<Long, Account> known) {
        Account from = find(request.fromAccount(), known);
        Account.requireSender(from, request.fromAccount(), organisation, "/fromAccount");
        return from;
    }

    private static Account requireReceiver(Request request, Account from, Map<Long, Account> known) {
        Account to = find(request.toAccount(), known);
        Account.requireReceiver(to, request.toAccount(), "/toAccount");
        if (to.id() == from.id()) {
            throw new Refused(AccountRefusal.SAME_ACCOUNT, "units move between two accounts", "/toAccount");
        }
        return to;
    }

    private static Account find(String id, Map<Long, Account> known) {
        OptionalLong number = AccountNumber.parse(id);
        return number.isEmpty() ? null : known.get(number.getAsLong());
    }

    private static Choice choose(Book book, Wanted wanted) {
        try {
            return new Choice(book, book.choose(wanted), null);
        } catch (Refused refused) {
            return new Choice(book, List.of(), refused);
        }
    }

    private Transfer offered(
            Request r, byte[] fingerprint, String organisation, String actor, Account from, Account to, Choice choice) {
        boolean atOnce = from.organisation().equals(to.organisation());
        Instant now = choice.book().time();
        return new Transfer(
                UUID.randomUUID(),
                organisation,
                r.externalId(),
                fingerprint,
                from.id(),
                to.id(),
                choice.units(),
                choice.units().stream()
                        .map(u ->
                                choice.book().block(u.block()).serial(u.range()).format())
                        .toList(),
                r.message(),
                TransferStatus.PROPOSED,
                actor,
                now,
                atOnce ? null : expiry(r.expiresAt(), now),
                null,
                null);
    }

    private Instant expiry(Instant asked, Instant now) {
        if (asked == null) {
            return now.plus(config.offerStands());
        }
        if (!asked.isAfter(now) || asked.isAfter(now.plus(config.offerStandsAtMost()))) {
            throw new Refused(
                    AccountRefusal.INVALID_EXPIRY,
                    "an offer expires in the future, within " + config.offerStandsAtMost(),
                    "/expiresAt");
        }
        return asked.truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Transfer> write(SqlConnection c, Transfer offered, Book book, String actor) {
        if (offered.expiresAt() == null) {
            Transfer settled = offered.decided(TransferStatus.SETTLED, actor, book.time());
            return transfers
                    .insert(c, settled)
                    .chain(() -> settlement.move(c, settled, Title.free(settled.from()), book, actor))
                    .replaceWith(settled);
        }
        book.holdings().move(offered.units(), Title.free(offered.from()), Title.reserved(offered.from(), offered.id()));
        return transfers
                .insert(c, offered)
                .chain(() -> settlement.writeHoldings(c, book))
                .replaceWith(offered);
    }
}
