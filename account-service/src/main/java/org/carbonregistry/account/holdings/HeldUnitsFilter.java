package org.carbonregistry.account.holdings;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.carbonregistry.account.history.PastHoldings;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestQuery;

/** What narrows down the units of an account, and where a page starts: oldest block first, then first unit. */
public class HeldUnitsFilter {

    @RestQuery
    String program;

    @RestQuery
    String project;

    @RestQuery
    Integer vintage;

    @RestQuery
    String block;

    @RestQuery
    Integer limit;

    @RestQuery
    String cursor;

    /** What narrows the blocks down. */
    PastHoldings.Filter blocks() {
        return new PastHoldings.Filter(program, project, vintage, block);
    }

    /** Where the page starts, or null at the beginning. */
    PastHoldings.Position position() {
        String[] after = cursor == null ? null : Cursor.decode(cursor, 4);
        try {
            return after == null
                    ? null
                    : new PastHoldings.Position(
                            LocalDate.parse(after[0]),
                            Long.parseLong(after[1]),
                            Long.parseLong(after[2]),
                            Long.parseLong(after[3]));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    /** The conditions, in the order of the parameters $1 to $9 that every list of held units has. */
    Tuple parameters(long account, int rows) {
        String[] after = cursor == null ? null : Cursor.decode(cursor, 4);
        try {
            return Tuple.tuple()
                    .addLong(account)
                    .addString(program)
                    .addString(project)
                    .addInteger(vintage)
                    .addString(block)
                    .addLocalDate(after == null ? null : LocalDate.parse(after[0]))
                    .addLong(after == null ? null : Long.valueOf(after[1]))
                    .addLong(after == null ? null : Long.valueOf(after[2]))
                    .addLong(after == null ? null : Long.valueOf(after[3]))
                    .addInteger(rows);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
