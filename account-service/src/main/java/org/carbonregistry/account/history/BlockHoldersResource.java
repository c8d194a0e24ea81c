package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.history.JournalReplay.Held;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who holds the units of a block, now or after any of its movements, replayed from the journal. */
@Path("/v1/blocks/{block}/holders")
@Produces(MediaType.APPLICATION_JSON)
public class BlockHoldersResource {

    /**
     * The holders of a block.
     *
     * @param number of the last movement that is in; 0 before the opening
     * @param quantity all units of the block
     * @param items ascending by unit
     */
    public record BlockHolders(
            String block, String project, long number, long quantity, List<OwnerHistory.Holder> items, String next) {}

    private final Pool pool;
    private final PastOwners past;

    BlockHoldersResource(Pool pool, PastOwners past) {
        this.pool = pool;
        this.past = past;
    }

    /**
     * The holders, ascending by unit.
     *
     * @param asOf a UTC time, or the number of a movement of this block; it is in
     * @param cursor goes on in the same answer: it keeps the number
     */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<BlockHolders> holders(
            @RestPath String block, @RestQuery String asOf, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        PointInTime point = asOf == null ? null : PointInTime.timeOrNumber(asOf);
        long[] from = cursor == null ? null : position(cursor);
        return pool.preparedQuery("select * from block where name = $1")
                .execute(Tuple.of(block))
                .map(rows -> known(block, rows))
                .chain(known -> (from == null
                                ? past.number(known, point)
                                : Uni.createFrom().item(from[0]))
                        .chain(number -> page(known, number, from == null ? 1 : from[1], most)));
    }

    private Uni<BlockHolders> page(Block block, long number, long first, int most) {
        long quantity = block.description().quantity();
        if (first > quantity) {
            throw foreignCursor();
        }
        return past.holders(block.id(), new UnitRange(first, quantity), number).chain(held -> {
            boolean more = held.size() > most;
            List<Held> shown = more ? held.subList(0, most) : held;
            return past.owners(shown).map(owners -> answer(block, number, shown, owners, more));
        });
    }

    private static BlockHolders answer(
            Block block, long number, List<Held> shown, Map<Long, PastOwners.Owner> owners, boolean more) {
        return new BlockHolders(
                block.description().block(),
                block.description().project(),
                number,
                block.description().quantity(),
                shown.stream()
                        .map(held -> SerialsResource.holder(
                                block.description(),
                                held.units(),
                                held.account(),
                                owners.get(held.account()).organisation(),
                                owners.get(held.account()).kind()))
                        .toList(),
                more ? Cursor.encode(number, shown.get(shown.size() - 1).units().last() + 1) : null);
    }

    private static Block known(String name, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            throw new Refused(AccountRefusal.NOT_FOUND, "there is no block " + name, null);
        }
        return BlockLocks.block(rows.iterator().next());
    }

    private static long[] position(String cursor) {
        String[] values = Cursor.decode(cursor, 2);
        try {
            long[] position = {Long.parseLong(values[0]), Long.parseLong(values[1])};
            if (position[0] >= 0 && position[1] >= 1) {
                return position;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw foreignCursor();
    }

    private static Refused foreignCursor() {
        return new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
    }
}
