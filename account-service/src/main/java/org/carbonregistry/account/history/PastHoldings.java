package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * What an account held at a past moment, block by block, oldest first: its units of today, with its movements since then
 * undone. The cost grows with how much the account moved since, not with the ledger; some blocks at a time are in memory.
 */
@Singleton
public class PastHoldings {

    /** What narrows the blocks down; null for no matter. */
    public record Filter(String program, String project, Integer vintage, String block) {}

    /** Where a page goes on: after a unit of a block; unit 0 is before the block's first. */
    public record Position(LocalDate vintageEnd, long blockNumber, long block, long unit) {

        static final Position START = new Position(LocalDate.of(1, 1, 1), 0, 0, 0);
    }

    /** What the account held of one block. */
    public record PastBlock(long id, BlockDescription description, long quantity, List<UnitRange> ranges) {}

    private static final int BLOCKS_AT_ONCE = 200;
    private static final int ROWS_AT_ONCE = 1000;
    private static final String BLOCKS =
            """
            with seen as (
              select block_id from holding where account_id = $1
              union select block_id from (%s) m
            )
            select b.* from seen join block b on b.id = seen.block_id
            where ($4::text is null or b.program = $4) and ($5::text is null or b.project = $5)
              and ($6::int is null or extract(year from b.vintage_end) = $6) and ($7::text is null or b.name = $7)
              and (b.vintage_end, b.block_number, b.id) >= ($8, $9::bigint, $10::bigint)
            order by b.vintage_end, b.block_number, b.id limit $11
            """
                    .formatted(AccountMovements.AFTER);

    private static final String HELD =
            "select block_id, first_unit, last_unit from holding where account_id = $1 and block_id = any($2)";
    private static final String SINCE =
            """
            select block_id, first_unit, last_unit, from_account is not distinct from $1 as sent from (%s) m
            where block_id = any($4) order by block_id, number desc
            """
                    .formatted(AccountMovements.AFTER);

    private final Pool pool;

    PastHoldings(Pool pool) {
        this.pool = pool;
    }

    /**
     * Blocks from a position on, with more than {@code most} ranges together if there are as many.
     *
     * @param asOf a settled moment
     */
    public Uni<List<PastBlock>> page(Account account, OffsetDateTime asOf, Filter filter, Position from, int most) {
        Position start = from == null ? Position.START : from;
        return pool.withConnection(c -> c.query("begin isolation level repeatable read read only")
                .execute()
                .chain(() -> new Run(c, account, asOf, filter, most).from(start))
                .onItemOrFailure()
                .call((page, failure) -> c.query("rollback").execute()));
    }

    /** One page, from one snapshot. */
    private static final class Run {

        private final SqlConnection c;
        private final Account account;
        private final OffsetDateTime asOf;
        private final Filter filter;
        private final int most;
        private final List<PastBlock> found = new ArrayList<>();
        private int ranges;

        Run(SqlConnection c, Account account, OffsetDateTime asOf, Filter filter, int most) {
            this.c = c;
            this.account = account;
            this.asOf = asOf;
            this.filter = filter;
            this.most = most;
        }

        Uni<List<PastBlock>> from(Position position) {
            Tuple which = Tuple.tuple()
                    .addLong(account.id())
                    .addOffsetDateTime(asOf)
                    .addBoolean(account.kind().isFinal())
                    .addString(filter.program())
                    .addString(filter.project())
                    .addInteger(filter.vintage())
                    .addString(filter.block())
                    .addLocalDate(position.vintageEnd())
                    .addLong(position.blockNumber())
                    .addLong(position.block())
                    .addInteger(BLOCKS_AT_ONCE);
            return c.preparedQuery(BLOCKS).execute(which).chain(rows -> {
                Map<Long, BlockDescription> blocks = new LinkedHashMap<>();
                rows.forEach(row -> blocks.put(row.getLong("id"), BlockLocks.description(row)));
                if (blocks.isEmpty()) {
                    return Uni.createFrom().item(found);
                }
                return replay(blocks).chain(held -> {
                    Position next = position;
                    for (Map.Entry<Long, BlockDescription> block : blocks.entrySet()) {
                        BlockDescription d = block.getValue();
                        next = new Position(d.vintageEnd(), d.blockNumber(), block.getKey() + 1, 0);
                        add(block.getKey(), d, held.get(block.getKey()), position);
                        if (ranges > most) {
                            return Uni.createFrom().item(found);
                        }
                    }
                    return blocks.size() < BLOCKS_AT_ONCE ? Uni.createFrom().item(found) : from(next);
                });
            });
        }

        private void add(long id, BlockDescription block, HeldRanges held, Position position) {
            long after = id == position.block() ? position.unit() : 0;
            List<UnitRange> rest = held.ranges().stream()
                    .filter(range -> range.first() > after)
                    .toList();
            if (!rest.isEmpty()) {
                found.add(new PastBlock(id, block, held.quantity(), rest));
                ranges += rest.size();
            }
        }

        private Uni<Map<Long, HeldRanges>> replay(Map<Long, BlockDescription> blocks) {
            Long[] ids = blocks.keySet().toArray(new Long[0]);
            Map<Long, HeldRanges> held = new LinkedHashMap<>();
            blocks.keySet().forEach(id -> held.put(id, new HeldRanges()));
            return c.preparedQuery(HELD)
                    .execute(Tuple.of(account.id(), ids))
                    .invoke(rows -> rows.forEach(
                            row -> held.get(row.getLong("block_id")).add(units(row))))
                    .chain(() -> c.prepare(SINCE))
                    .chain(statement -> {
                        Cursor cursor = statement.cursor(
                                Tuple.of(account.id(), asOf, account.kind().isFinal(), ids));
                        return undo(cursor, held).chain(cursor::close).chain(statement::close);
                    })
                    .replaceWith(held);
        }

        private Uni<Void> undo(Cursor cursor, Map<Long, HeldRanges> held) {
            return cursor.read(ROWS_AT_ONCE).chain(rows -> {
                rows.forEach(row -> {
                    HeldRanges ranges = held.get(row.getLong("block_id"));
                    if (row.getBoolean("sent")) {
                        ranges.add(units(row));
                    } else {
                        ranges.remove(units(row));
                    }
                });
                return cursor.hasMore() ? undo(cursor, held) : Uni.createFrom().voidItem();
            });
        }

        private static UnitRange units(Row row) {
            return new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
        }
    }
}
