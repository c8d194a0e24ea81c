package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.operations.Operations;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestQuery;

/** An account's own history: the transactions it took part in, newest first. */
@Path("/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
public class AccountTransactionsResource {

    private static final OffsetDateTime BEGINNING = OffsetDateTime.parse("1970-01-01T00:00:00Z");
    private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    private record Found(OffsetDateTime time, UUID transaction, AccountTransaction view) {}

    private final Pool pool;
    private final AccountAccess access;
    private final Operations operations;

    AccountTransactionsResource(Pool pool, AccountAccess access, Operations operations) {
        this.pool = pool;
        this.access = access;
        this.operations = operations;
    }

    /**
     * A page of the history of an account.
     *
     * @param account whose history; always named
     * @param kind of the transactions, for example {@code transfer}
     * @param from first day in UTC, YYYY-MM-DD
     * @param to last day in UTC, YYYY-MM-DD
     * @param externalId under which the account's organisation asked for it
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<AccountTransaction>> list(
            @RestQuery String account,
            @RestQuery String kind,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String externalId,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        if (account == null) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, "account says whose history it is", "account");
        }
        String word = kind == null ? null : TransactionKind.named(kind).word();
        LocalDate first = day(from, "from");
        LocalDate last = day(to, "to");
        if (first != null && last != null && last.isBefore(first)) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, "the period ends before it starts", "to");
        }
        String[] after = cursor == null ? null : Cursor.decode(cursor, 2);
        OffsetDateTime start = first == null ? BEGINNING : begin(first);
        OffsetDateTime end = last == null ? NEVER : begin(last.plusDays(1));
        UUID before = new UUID(0, 0);
        if (after != null) {
            end = time(after[0]);
            before = id(after[1]);
        }
        Tuple period = Tuple.of(start, end, before);
        return access.readable(account)
                .chain(found -> named(found, externalId).chain(ids -> page(found, period, word, ids, most)));
    }

    /** The transactions of that name, or null when none is asked for. */
    private Uni<UUID[]> named(Account account, String externalId) {
        return externalId == null
                ? Uni.createFrom().nullItem()
                : operations.find(account.organisation(), externalId).map(found -> found.stream()
                        .map(operation -> UUID.fromString(operation.id()))
                        .toArray(UUID[]::new));
    }

    private Uni<Page<AccountTransaction>> page(Account account, Tuple period, String kind, UUID[] ids, int most) {
        Tuple which = Tuple.tuple()
                .addLong(account.id())
                .addOffsetDateTime(period.getOffsetDateTime(0))
                .addBoolean(account.kind().isFinal())
                .addOffsetDateTime(period.getOffsetDateTime(1))
                .addUUID(period.getUUID(2))
                .addString(kind)
                .addArrayOfUUID(ids)
                .addInteger(most + 1);
        String query = ids != null
                ? NewestTransactions.NAMED
                : account.kind().isFinal() ? NewestTransactions.OF_FINAL_ACCOUNT : NewestTransactions.OF_ACCOUNT;
        return pool.preparedQuery(query).execute(which).map(rows -> {
            List<Found> read = new ArrayList<>();
            rows.forEach(row -> read.add(found(row)));
            Page<Found> page = Page.of(read, most, f -> Cursor.encode(f.time().toInstant(), f.transaction()));
            return new Page<>(page.items().stream().map(Found::view).toList(), page.next());
        });
    }

    private static Found found(Row row) {
        OffsetDateTime time = row.getOffsetDateTime("recorded_at");
        UUID transaction = row.getUUID("transaction_id");
        return new Found(
                time,
                transaction,
                new AccountTransaction(
                        transaction.toString(),
                        row.getString("kind"),
                        time.toInstant(),
                        row.getLocalDate("effective_date"),
                        row.getLong("received"),
                        row.getLong("sent"),
                        row.getLong("movements")));
    }

    private static OffsetDateTime begin(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private static LocalDate day(String text, String parameter) {
        try {
            LocalDate day = text == null ? null : LocalDate.parse(text);
            if (day == null || day.getYear() >= 1970 && day.getYear() < 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw new Refused(
                EdgeRefusal.INVALID_PARAMETER,
                parameter + " is a date as in 2024-12-31, not '" + text + "'",
                parameter);
    }

    private static OffsetDateTime time(String text) {
        try {
            return Instant.parse(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
