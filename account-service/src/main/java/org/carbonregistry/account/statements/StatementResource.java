package org.carbonregistry.account.statements;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.history.SettledPast;
import org.carbonregistry.account.statements.StatementPages.Position;
import org.carbonregistry.account.statements.StatementPages.StatementPage;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * The end-of-day statement of an account: for each block what it held when the first day began, each movement, and what it
 * held when the last day was over. Days are UTC days; without any, yesterday is told.
 */
@Path("/v1/accounts/{id}/statement")
public class StatementResource {

    /** JSON is preferred when a client takes anything. */
    private static final String CSV = "text/csv;charset=UTF-8;qs=0.4";

    private static final int CSV_PAGE = 10_000;

    private record Asked(Account account, StatementPeriod period) {}

    private final AccountAccess access;
    private final SettledPast settled;
    private final StatementPages pages;

    StatementResource(AccountAccess access, SettledPast settled, StatementPages pages) {
        this.access = access;
        this.settled = settled;
        this.pages = pages;
    }

    /**
     * A page of the statement; {@code limit} counts movements, a block may go on on the next page.
     *
     * @param from first day, YYYY-MM-DD
     * @param to last day, YYYY-MM-DD
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<AccountStatement> statement(
            @RestPath String id,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        Position start = cursor == null ? null : position(cursor);
        return asked(id, from, to).chain(asked -> pages.page(asked.account(), asked.period(), start, most)
                .map(page -> AccountStatement.of(asked.account(), asked.period(), page)));
    }

    /**
     * The whole statement, streamed.
     *
     * @param from first day, YYYY-MM-DD
     * @param to last day, YYYY-MM-DD
     */
    @GET
    @Produces(CSV)
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Multi<byte[]> csv(@RestPath String id, @RestQuery String from, @RestQuery String to) {
        return asked(id, from, to).onItem().transformToMulti(this::lines);
    }

    private Multi<byte[]> lines(Asked asked) {
        AtomicReference<Position> next = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> {
                    Position here = next.get();
                    return pages.page(asked.account(), asked.period(), here, CSV_PAGE)
                            .invoke(page -> next.set(page.next()))
                            .map(page ->
                                    new Written(StatementCsv.lines(asked.account(), page, here == null), more(page)));
                })
                .whilst(Written::more)
                .map(Written::bytes);
    }

    private record Written(byte[] bytes, boolean more) {}

    private static boolean more(StatementPage page) {
        return page.next() != null;
    }

    private Uni<Asked> asked(String id, String from, String to) {
        return access.readable(id).chain(account -> settled.today()
                .map(today -> StatementPeriod.of(from, to, today))
                .call(period -> settled.until(period.end().minus(1, ChronoUnit.MICROS), period.notOver()))
                .map(period -> new Asked(account, period)));
    }

    private static Position position(String cursor) {
        String[] values = Cursor.decode(cursor, 4);
        try {
            return new Position(
                    LocalDate.parse(values[0]),
                    Long.parseLong(values[1]),
                    Long.parseLong(values[2]),
                    Long.parseLong(values[3]));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
