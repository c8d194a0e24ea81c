package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Who held the units of a block after one of its movements: the block's journal replayed from its opening. Its holders are in
 * memory, its journal is not.
 */
@Singleton
class PastOwners {

    /** An account as it is named beside units. */
    record Owner(String organisation, String kind) {}

    private static final int ROWS_AT_ONCE = 1000;
    private static final String LAST_AT =
            """
            select number from movement where block_id = $1 and recorded_at <= $2 order by number desc limit 1
            """;
    private static final String JOURNAL =
            """
            select first_unit, last_unit, from_account, to_account from movement
            where block_id = $1 and number <= $2 and first_unit <= $4 and last_unit >= $3 order by number
            """;
    private static final String OWNERS = "select id, organisation, kind from account where id = any($1)";

    private final Pool pool;
    private final SettledPast settled;

    PastOwners(Pool pool, SettledPast settled) {
        this.pool = pool;
        this.settled = settled;
    }

    /**
     * The number of a block's last movement at a point in time; 0 before its opening.
     *
     * @param point null for now
     * @throws Refused as-of-in-the-future, not-settled
     */
    Uni<Long> number(Block block, PointInTime point) {
        long last = block.nextNumber() - 1;
        if (point == null) {
            return Uni.createFrom().item(last);
        }
        if (point.number() != null) {
            if (point.number() > last) {
                throw new Refused(
                        AccountRefusal.AS_OF_IN_FUTURE,
                        block.description().block() + " has " + last + " movements, not " + point.number(),
                        "asOf");
            }
            return Uni.createFrom().item(point.number());
        }
        return settled.until(point)
                .chain(time -> pool.preparedQuery(LAST_AT).execute(Tuple.of(block.id(), time)))
                .map(rows -> rows.rowCount() == 0 ? 0 : rows.iterator().next().getLong("number"));
    }

    /** Who held units of a window of a block after a movement, ascending. */
    Uni<List<JournalReplay.Held>> holders(long block, UnitRange window, long number) {
        JournalReplay replay = new JournalReplay(window);
        return pool.withTransaction(c -> c.prepare(JOURNAL).chain(statement -> {
                    Cursor cursor = statement.cursor(Tuple.of(block, number, window.first(), window.last()));
                    return read(cursor, replay).chain(cursor::close).chain(statement::close);
                }))
                .map(done -> replay.holders());
    }

    private static Uni<Void> read(Cursor cursor, JournalReplay replay) {
        return cursor.read(ROWS_AT_ONCE).chain(rows -> {
            for (Row row : rows) {
                replay.apply(
                        new UnitRange(row.getLong("first_unit"), row.getLong("last_unit")),
                        row.getLong("from_account"),
                        row.getLong("to_account"));
            }
            return cursor.hasMore() ? read(cursor, replay) : Uni.createFrom().voidItem();
        });
    }

    /** Whose accounts those are. */
    Uni<Map<Long, Owner>> owners(Collection<JournalReplay.Held> held) {
        Long[] ids = held.stream()
                .map(JournalReplay.Held::account)
                .collect(Collectors.toSet())
                .toArray(new Long[0]);
        return pool.preparedQuery(OWNERS)
                .execute(Tuple.tuple().addArrayOfLong(ids))
                .map(rows -> {
                    Map<Long, Owner> owners = new HashMap<>();
                    rows.forEach(row -> owners.put(
                            row.getLong("id"), new Owner(row.getString("organisation"), row.getString("kind"))));
                    return owners;
                });
    }
}
