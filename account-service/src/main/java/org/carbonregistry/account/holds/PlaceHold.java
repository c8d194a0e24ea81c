package org.carbonregistry.account.holds;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.mandates.Mandate.Act;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.account.mandates.Mandates;
import org.carbonregistry.events.http.Refused;

/**
 * Keeps units of an account for a settlement agent: asked by the account's representative, or by the agent under a mandate. A
 * crash before the commit leaves nothing on hold; a repeat under the same externalId gets the first answer.
 */
@Singleton
class PlaceHold {

    /** What a representative, or a venue, asks. */
    public record Request(
            String externalId,
            String account,
            String venue,
            Long quantity,
            List<String> serials,
            String program,
            String project,
            Integer vintage,
            String block,
            Instant expiresAt) {}

    /** Who asks, and by which roles. */
    record Asker(String organisation, String person, boolean isHolder, boolean isVenue) {}

    /** The hold, and whether this was a repeat. */
    record Answer(Hold hold, boolean replayed) {}

    /** For whom units are kept, and whether that is the one who asks, under a mandate. */
    private record Entitled(String venue, boolean underMandate) {}

    /** What was decided under the locks: units, or a refusal. */
    private record Choice(Book book, List<Units> units, Refused refusal) {}

    private static final String VENUE = "select 1 from organisation where code = $1";
    private static final String NOW = "select clock_timestamp()";

    private final Retrying retrying;
    private final Accounts accounts;
    private final BlockLocks locks;
    private final Mandates mandates;
    private final Holds holds;
    private final LedgerWriter writer;
    private final LedgerMetrics metrics;
    private final AccountConfig config;

    PlaceHold(
            Retrying retrying,
            Accounts accounts,
            BlockLocks locks,
            Mandates mandates,
            Holds holds,
            LedgerWriter writer,
            LedgerMetrics metrics,
            AccountConfig config) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.locks = locks;
        this.mandates = mandates;
        this.holds = holds;
        this.writer = writer;
        this.metrics = metrics;
        this.config = config;
    }

    Uni<Answer> place(Request request, Asker asker) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        RequestText.externalId(request.externalId(), "/externalId");
        byte[] fingerprint = Fingerprint.of(request);
        return retrying.inTransaction(c -> holds.byExternalId(c, asker.organisation(), request.externalId())
                        .chain(before -> before == null
                                ? place(c, request, fingerprint, asker)
                                : Uni.createFrom().item(repeat(before, fingerprint))))
                .onFailure(Refused.class)
                .invoke(e -> metrics.refused("hold", ((Refused) e).reason().code()));
    }

    private static Answer repeat(Hold before, byte[] fingerprint) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another hold",
                    "/externalId");
        }
        return new Answer(before, true);
    }

    private Uni<Answer> place(SqlConnection c, Request request, byte[] fingerprint, Asker asker) {
        OptionalLong number = AccountNumber.parse(request.account());
        List<Long> named = number.isEmpty() ? List.of() : List.of(number.getAsLong());
        return accounts.share(c, named).chain(known -> {
            Account account = number.isEmpty() ? null : known.get(number.getAsLong());
            Entitled entitled = requireEntitled(account, request, asker);
            Uni<MandateBook> mandated = entitled.underMandate()
                    ? requireMandate(c, account, request, entitled.venue())
                    : requireVenue(c, entitled.venue()).replaceWith(new MandateBook(List.of()));
            return mandated.chain(mandateBook -> {
                Wanted wanted = Wanted.of(
                        new Wanted.Filter(
                                account.id(), request.program(), request.project(), request.vintage(), request.block()),
                        request.serials(),
                        request.quantity());
                return locks.decide(
                                c,
                                List.of(wanted),
                                Set.of(),
                                book -> choose(book, wanted),
                                choice -> BlockLocks.isShort(choice.refusal()))
                        .chain(choice -> {
                            if (choice.refusal() != null) {
                                throw choice.refusal();
                            }
                            Hold hold = hold(request, fingerprint, asker, account, entitled, mandateBook, choice);
                            return write(c, hold, mandateBook, choice.book());
                        });
            });
        });
    }

    /**
     * A venue's mandates over an account, locked. One of them lets it hold units now: before it has that, it learns nothing of
     * the account, neither how it stands nor what it holds.
     */
    private Uni<MandateBook> requireMandate(SqlConnection c, Account account, Request request, String venue) {
        return mandates.lock(c, List.of(account.id()), venue)
                .chain(mandateBook -> c.query(NOW).execute().map(rows -> {
                    Instant now = rows.iterator().next().getOffsetDateTime(0).toInstant();
                    mandateBook.requireAllowed(Act.HOLD, account.id(), now, "/account");
                    Account.requireSender(account, request.account(), account.organisation(), "/account");
                    return mandateBook;
                }));
    }

    private static Uni<Void> requireVenue(SqlConnection c, String venue) {
        return c.preparedQuery(VENUE)
                .execute(Tuple.of(venue))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(
                                AccountRefusal.UNKNOWN_ORGANISATION, "no organisation has the code " + venue, "/venue");
                    }
                })
                .replaceWithVoid();
    }

    /** A holder has units of its own accounts kept for a venue, a venue those of accounts that it has a mandate over. */
    private static Entitled requireEntitled(Account account, Request request, Asker asker) {
        boolean own =
                account != null && asker.isHolder() && asker.organisation().equals(account.organisation());
        if (!own && asker.isVenue()) {
            if (request.venue() != null && !request.venue().equals(asker.organisation())) {
                throw new Refused(AccountRefusal.INVALID_VALUE, "a venue holds units for itself", "/venue");
            }
            if (account == null || account.kind().isSystem()) {
                throw new Refused(
                        AccountRefusal.NO_MANDATE,
                        "no mandate in force lets you hold units of account " + request.account(),
                        "/account");
            }
            return new Entitled(asker.organisation(), true);
        }
        Account.requireSender(account, request.account(), asker.organisation(), "/account");
        if (request.venue() == null || request.venue().isBlank()) {
            throw new Refused(AccountRefusal.UNKNOWN_ORGANISATION, "name the venue they are kept for", "/venue");
        }
        if (request.venue().equals(account.organisation())) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "units are kept for another organisation", "/venue");
        }
        return new Entitled(request.venue(), false);
    }

    private static Choice choose(Book book, Wanted wanted) {
        try {
            return new Choice(book, book.choose(wanted), null);
        } catch (Refused refused) {
            return new Choice(book, List.of(), refused);
        }
    }

    private Hold hold(
            Request r,
            byte[] fingerprint,
            Asker asker,
            Account account,
            Entitled entitled,
            MandateBook mandateBook,
            Choice choice) {
        UUID id = UUID.randomUUID();
        Instant now = choice.book().time();
        long quantity = Units.quantity(choice.units());
        UUID mandate = entitled.underMandate()
                ? mandateBook.use(Act.HOLD, account.id(), quantity, id, now, "/quantity")
                : null;
        return new Hold(
                id,
                asker.organisation(),
                r.externalId(),
                fingerprint,
                account.id(),
                account.organisation(),
                entitled.venue(),
                mandate,
                quantity,
                0,
                0,
                choice.units(),
                choice.units().stream()
                        .map(u ->
                                choice.book().block(u.block()).serial(u.range()).format())
                        .toList(),
                HoldStatus.PLACED,
                1,
                asker.person(),
                now,
                expiry(r.expiresAt(), now),
                null,
                null);
    }

    private Instant expiry(Instant asked, Instant now) {
        if (asked == null || !asked.isAfter(now) || asked.isAfter(now.plus(config.holdStandsAtMost()))) {
            throw new Refused(
                    AccountRefusal.INVALID_EXPIRY,
                    "a hold expires in the future, within " + config.holdStandsAtMost(),
                    "/expiresAt");
        }
        return asked.truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Answer> write(SqlConnection c, Hold hold, MandateBook mandateBook, Book book) {
        book.holdings().move(hold.units(), Title.free(hold.account()), hold.title());
        return holds.insert(c, hold)
                .chain(() -> mandates.use(c, mandateBook.uses(), book.time()))
                .chain(() -> writer.write(c, book.holdings().changes(), new Journal(book.blocks(), Blinds.random())))
                .replaceWith(new Answer(hold, false));
    }
}
