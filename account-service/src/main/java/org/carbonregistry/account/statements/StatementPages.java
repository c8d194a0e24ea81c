package org.carbonregistry.account.statements;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.history.AccountMovements;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.statements.StatementBlock.Line;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Reads a statement page by page. Every page is a reading of its own: the days are over and settled, so all pages tell of the
 * same past, and no connection waits for a slow reader. The opening of a block is what the account holds of it now, with its
 * movements since the start of the first day undone.
 */
@Singleton
class StatementPages {

    /**
     * Where a page goes on.
     *
     * @param after the movement of this block that was the last one told, or 0 when the block is finished
     */
    record Position(LocalDate vintageEnd, long blockNumber, long block, long after) {}

    /** @param next null on the last page */
    record StatementPage(List<StatementBlock> blocks, Position next) {}

    private record Summary(
            long id, BlockDescription block, long opening, long received, long sent, long lines, long low, long high) {

        StatementBlock told(boolean starts, boolean ends, List<Line> told) {
            return new StatementBlock(id, block, opening, received, sent, starts, ends, told);
        }

        Position position(long after) {
            return new Position(block.vintageEnd(), block.blockNumber(), id, after);
        }
    }

    private static final Position START = new Position(LocalDate.of(1, 1, 1), 0, 0, 0);

    private static final String SUMMARIES =
            """
            with moved as (
              select block_id,
                coalesce(sum(quantity) filter (where incoming and recorded_at < $4), 0) as received,
                coalesce(sum(quantity) filter (where not incoming and recorded_at < $4), 0) as sent,
                coalesce(sum(case when incoming then quantity else -quantity end)
                  filter (where recorded_at >= $4), 0) as later,
                count(*) filter (where recorded_at < $4) as lines,
                min(number) filter (where recorded_at < $4) as low,
                max(number) filter (where recorded_at < $4) as high
              from (
                select m.block_id, m.number, m.recorded_at, m.to_account = $1 as incoming,
                  m.last_unit - m.first_unit + 1 as quantity
                from (%s) m
              ) q
              group by block_id
            ), held as (
              select block_id, sum(last_unit - first_unit + 1) as quantity from holding where account_id = $1
              group by block_id
            ), told as (
              select block_id, coalesce(received, 0)::bigint as received, coalesce(sent, 0)::bigint as sent,
                (coalesce(quantity, 0) - coalesce(later, 0) - coalesce(received, 0) + coalesce(sent, 0))::bigint as opening,
                coalesce(lines, 0) as lines, coalesce(low, 0) as low, coalesce(high, 0) as high
              from held full join moved using (block_id)
            )
            select t.*, b.* from told t join block b on b.id = t.block_id
            where (t.opening <> 0 or t.lines > 0)
              and (b.vintage_end, b.block_number, b.id) >= ($5, $6::bigint, $7::bigint)
              and ($8::bigint > 0 or b.id <> $7)
            order by b.vintage_end, b.block_number, b.id limit $9
            """
                    .formatted(AccountMovements.SINCE);

    private static final String LINES =
            """
            select m.*, t.external_id
            from unnest($2::bigint[], $3::bigint[], $4::bigint[]) with ordinality as w(block, after, high, n)
            cross join lateral (
              select * from movement x
              where x.block_id = w.block and x.number > w.after and x.number <= w.high
                and (x.from_account = $1 or x.to_account = $1)
              order by x.number limit $6
            ) m
            left join transfer t on t.id = m.transaction_id and t.organisation = $5
            order by w.n, m.number limit $6
            """;

    private final Pool pool;

    StatementPages(Pool pool) {
        this.pool = pool;
    }

    /**
     * A page of at most {@code most} movements; a block without any counts as one.
     *
     * @param period settled
     * @param from null at the beginning
     */
    Uni<StatementPage> page(Account account, StatementPeriod period, Position from, int most) {
        Position start = from == null ? START : from;
        OffsetDateTime begin = period.start().atOffset(ZoneOffset.UTC);
        OffsetDateTime end = period.end().atOffset(ZoneOffset.UTC);
        Tuple which = Tuple.tuple()
                .addLong(account.id())
                .addOffsetDateTime(begin)
                .addBoolean(account.kind().isFinal())
                .addOffsetDateTime(end)
                .addLocalDate(start.vintageEnd())
                .addLong(start.blockNumber())
                .addLong(start.block())
                .addLong(start.after())
                .addInteger(most + 1);
        return pool.preparedQuery(SUMMARIES).execute(which).chain(rows -> {
            List<Summary> found = summaries(rows);
            List<Summary> wanted = enough(found, most);
            return lines(account, wanted, start, most + 1)
                    .map(lines -> page(wanted, lines, start, most, found.size() > wanted.size()));
        });
    }

    /** So many blocks that the page is full, or all. */
    private static List<Summary> enough(List<Summary> found, int most) {
        long lines = 0;
        for (int i = 0; i < found.size(); i++) {
            lines += Math.max(1, found.get(i).lines());
            if (lines > most) {
                return found.subList(0, i + 1);
            }
        }
        return found;
    }

    private Uni<Map<Long, List<Line>>> lines(Account account, List<Summary> blocks, Position start, int most) {
        Tuple which = Tuple.tuple()
                .addLong(account.id())
                .addArrayOfLong(blocks.stream().map(Summary::id).toArray(Long[]::new))
                .addArrayOfLong(blocks.stream().map(b -> after(b, start)).toArray(Long[]::new))
                .addArrayOfLong(blocks.stream().map(Summary::high).toArray(Long[]::new))
                .addString(account.organisation())
                .addInteger(most);
        return pool.preparedQuery(LINES).execute(which).map(rows -> {
            Map<Long, List<Line>> lines = new HashMap<>();
            rows.forEach(row -> lines.computeIfAbsent(row.getLong("block_id"), b -> new ArrayList<>())
                    .add(line(row, account.id())));
            return lines;
        });
    }

    private static long after(Summary block, Position start) {
        return block.id() == start.block() ? start.after() : block.low() - 1;
    }

    private static StatementPage page(
            List<Summary> wanted, Map<Long, List<Line>> lines, Position start, int most, boolean moreBlocks) {
        List<StatementBlock> told = new ArrayList<>();
        int left = most;
        for (int i = 0; i < wanted.size(); i++) {
            Summary block = wanted.get(i);
            List<Line> own = lines.getOrDefault(block.id(), List.of());
            boolean starts = block.id() != start.block();
            if (own.size() > left) {
                List<Line> here = List.copyOf(own.subList(0, left));
                told.add(block.told(starts, false, here));
                return new StatementPage(told, block.position(here.get(left - 1).number()));
            }
            told.add(block.told(starts, true, own));
            left -= Math.max(1, own.size());
            boolean more = moreBlocks || i + 1 < wanted.size();
            if (left == 0 || i + 1 == wanted.size()) {
                return new StatementPage(told, more ? block.position(0) : null);
            }
        }
        return new StatementPage(told, null);
    }

    private static List<Summary> summaries(RowSet<Row> rows) {
        List<Summary> blocks = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> blocks.add(new Summary(
                row.getLong("id"),
                BlockLocks.description(row),
                row.getLong("opening"),
                row.getLong("received"),
                row.getLong("sent"),
                row.getLong("lines"),
                row.getLong("low"),
                row.getLong("high"))));
        return blocks;
    }

    private static Line line(Row row, long account) {
        boolean incoming = row.getLong("to_account") == account;
        return new Line(
                row.getLong("number"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getLocalDate("effective_date"),
                row.getString("kind"),
                incoming,
                incoming ? row.getLong("from_account") : row.getLong("to_account"),
                new UnitRange(row.getLong("first_unit"), row.getLong("last_unit")),
                row.getUUID("transaction_id"),
                row.getString("external_id"));
    }
}
