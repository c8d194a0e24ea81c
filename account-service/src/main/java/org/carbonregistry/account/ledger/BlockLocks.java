package org.carbonregistry.account.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Locks the blocks that orders may draw on, in order of id, and lets them be decided: holdings are read in a statement after
 * the lock, because one that waits for the lock itself sees them as they were before. When that was too few blocks, since
 * others were faster, it gives the locks back and starts over with the larger set.
 */
@Singleton
public class BlockLocks {

    private static final String LOCK = "select * from block where id = any($1) order by id for update";
    private static final String HOLDINGS =
            """
            select h.id, h.block_id, h.account_id, h.first_unit, h.last_unit, h.reserved_for, h.held_for
            from holding h
            where h.account_id = any($1) and h.block_id = any($2)
            union all
            select n.id, n.block_id, n.account_id, n.first_unit, n.last_unit, n.reserved_for, n.held_for
            from holding h join holding n
              on n.account_id = any($3) and n.block_id = h.block_id and n.last_unit = h.first_unit - 1
            where h.account_id = any($1) and h.block_id = any($2) and n.account_id <> all($1)
            """;
    /**
     * As much as the orders may take and no more, however many holdings there are: of each account and block the first free
     * ones, as many as units are wanted there, because each has one at least, or one more than a transaction may move; those
     * that named serials touch; and what the receivers hold right before them.
     */
    private static final String NEEDED =
            """
            with w as (
              select x.account, x.block, least(sum(x.need), 1000000000)::bigint as need from (
                select n.account, b.id as block, n.need
                from unnest($1::bigint[], $2::text[], $3::bigint[]) as n(account, name, need) join block b on b.name = n.name
                union all
                select a.account, l.id, a.need
                from unnest($4::bigint[], $5::bigint[]) as a(account, need) cross join unnest($6::bigint[]) as l(id)
              ) x where x.block = any($6) group by x.account, x.block
            ), mine as (
              select h.* from w cross join lateral (
                select h.id, h.block_id, h.account_id, h.first_unit, h.last_unit, h.reserved_for, h.held_for
                from holding h where h.account_id = w.account and h.block_id = w.block and h.reserved_for is null and h.held_for is null
                order by h.last_unit limit w.need) h
              union
              select h.id, h.block_id, h.account_id, h.first_unit, h.last_unit, h.reserved_for, h.held_for
              from unnest($7::bigint[], $8::text[], $9::bigint[], $10::bigint[]) as e(account, name, first, last)
              join block b on b.name = e.name and b.id = any($6)
              join holding h on h.block_id = b.id and h.account_id = e.account
                and int8range(h.first_unit, h.last_unit, '[]')
                  && int8range(least(e.first, b.quantity), least(e.last, b.quantity), '[]')
            )
            select id, block_id, account_id, first_unit, last_unit, reserved_for, held_for from mine
            union
            select n.id, n.block_id, n.account_id, n.first_unit, n.last_unit, n.reserved_for, n.held_for
            from mine h join holding n
              on n.account_id = any($11) and n.block_id = h.block_id and n.last_unit = h.first_unit - 1
            """;

    /**
     * Database time, but never before the last movement of these blocks, so that a journal's times never run backwards, and never
     * before the release of what was frozen of them: the clock may have been put back meanwhile, and only then is there a release
     * in the future. It is read after the freezes in force.
     */
    private static final String NOW =
            """
            select greatest(clock_timestamp(), max(m.recorded_at), (
              select max(f.released_at) from freeze_order f where f.released_at > now() and (f.account_id = any($1)
                or exists (select from block p where p.id = any($2) and p.project = f.project)
                or exists (select from freeze_range r where r.freeze_id = f.id and r.block_id = any($2)))))
            from block b join movement m on m.block_id = b.id and m.number = b.next_number - 1
            where b.id = any($2)
            """;
    /** What may not move: frozen accounts, whole blocks of frozen projects, frozen ranges. */
    private static final String FROZEN =
            """
            select f.account_id, null::bigint as block_id, 0::bigint as first_unit, 0::bigint as last_unit
            from freeze_order f where f.released_at is null and f.account_id = any($1)
            union all
            select null, b.id, 1, b.quantity from freeze_order f join block b on b.project = f.project
            where f.released_at is null and b.id = any($2)
            union all
            select null, r.block_id, r.first_unit, r.last_unit from freeze_range r
            where r.in_force and r.block_id = any($2)
            """;

    private static final String BY_NAME = "select id from block where name = any($1)";
    /** The oldest blocks that together hold what is needed, of each programme; %s is how they are found. */
    private static final String OLDEST =
            """
            select distinct c.id
            from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[])
              as w(account, program, project, vintage, block, need)
            cross join lateral (
              select q.id, q.available, sum(q.available) over (partition by q.program order by q.vintage_end, q.block_number)
                - q.available as before
              from (%s) q
            ) c
            where c.before < w.need and c.available > 0
            """;

    private static final String HELD = "h.last_unit - h.first_unit + 1";
    /** At most as many as may move: where freezes overlap their units count twice, and a block more is locked. */
    private static final String CLEAR =
            """
            case when exists (select from freeze_order f where f.released_at is null
                                and (f.project = b.project or f.account_id = w.account)) then 0
            else greatest(0, h.last_unit - h.first_unit + 1 - coalesce((
              select sum(least(h.last_unit, r.last_unit) - greatest(h.first_unit, r.first_unit) + 1) from freeze_range r
              where r.in_force and r.block_id = b.id and r.first_unit <= h.last_unit and r.last_unit >= h.first_unit), 0))
            end
            """;

    private static final String AVAILABLE =
            """
            select b.id, b.program, b.vintage_end, b.block_number, sum(%2$s) as available
            from block b join holding h on h.block_id = b.id
            where %1$s and h.account_id = w.account and h.reserved_for is null and h.held_for is null
              and (w.program is null or b.program = w.program)
              and (w.vintage is null or extract(year from b.vintage_end) = w.vintage)
            group by b.id
            """;
    /**
     * Of a block that is named it is enough to know that there is something. The order makes it look in the index by account:
     * that of the constraint keeps the past versions of a row that changes often, and reading them took most of the time.
     */
    private static final String IN_BLOCK =
            """
            select distinct b.id
            from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[])
              as w(account, program, project, vintage, block, need)
            join block b on b.name = w.block
            cross join lateral (
              select from holding h
              where h.account_id = w.account and h.block_id = b.id and h.reserved_for is null and h.held_for is null
              order by h.account_id, h.block_id, h.last_unit limit 1) held
            where (w.project is null or b.project = w.project) and (w.program is null or b.program = w.program)
              and (w.vintage is null or extract(year from b.vintage_end) = w.vintage)
            """;

    /** Two ways to find blocks that are not named: by project, among all of the account. */
    private record Look(String inProject, String inAccount) {

        static Look counting(String units) {
            return new Look(
                    OLDEST.formatted(AVAILABLE.formatted("b.project = w.project", units)),
                    OLDEST.formatted(AVAILABLE.formatted("true", units)));
        }
    }

    /** The first look does not mind freezes, which are rare; it is the decision that does. */
    private static final Look FIRST = Look.counting(HELD);

    private static final Look AGAIN = Look.counting(CLEAR);

    /** Whether a refusal may come of too few blocks having been locked, or of too few holdings having been read. */
    public static boolean isShort(Refused refusal) {
        return refusal != null
                && (refusal.reason() == AccountRefusal.INSUFFICIENT_UNITS || refusal.reason() == AccountRefusal.FROZEN);
    }

    /**
     * Decides orders under the locks of the blocks they may draw on.
     *
     * @param wanted what the orders want
     * @param receivers accounts that will receive, to join what they get with what they have
     * @param decision pure: it is made again, on a new book, when more blocks are needed
     * @param fellShort whether some order was refused for lack of units
     */
    public <T> Uni<T> decide(
            SqlConnection c,
            List<Wanted> wanted,
            Set<Long> receivers,
            Function<Book, T> decision,
            Predicate<T> fellShort) {
        return candidates(c, wanted, FIRST)
                .chain(found -> attempt(c, wanted, receivers, found, decision, fellShort, false));
    }

    /**
     * @param everything whether all that the senders hold in the blocks is read, as when orders fell short before because
     *     what they may take is frozen; otherwise no more than they may take when nothing is
     */
    private <T> Uni<T> attempt(
            SqlConnection c,
            List<Wanted> wanted,
            Set<Long> receivers,
            Set<Long> ids,
            Function<Book, T> decision,
            Predicate<T> fellShort,
            boolean everything) {
        Set<Long> senders = new TreeSet<>();
        wanted.forEach(w -> senders.add(w.filter().account()));
        return c.query("savepoint before_locks")
                .execute()
                .chain(() -> everything
                        ? lock(c, ids, senders, receivers)
                        : lock(c, ids, senders, NEEDED, parameters(Needed.of(wanted), ids, receivers)))
                .chain(book -> {
                    T decided = decision.apply(book);
                    // The first of a block may be frozen, and those behind them come before another block's.
                    boolean sawAll = everything || book.frozen().isWithoutRanges() || !Needed.isCut(wanted);
                    if (sawAll && !fellShort.test(decided)) {
                        return Uni.createFrom().item(decided);
                    }
                    return candidates(c, wanted, AGAIN).chain(more -> {
                        more.addAll(ids);
                        if (more.size() == ids.size() && everything) {
                            return Uni.createFrom().item(decided);
                        }
                        return c.query("rollback to savepoint before_locks")
                                .execute()
                                .chain(() -> attempt(c, wanted, receivers, more, decision, fellShort, true));
                    });
                });
    }

    /** Locks blocks and reads everything that some accounts hold in them. */
    public Uni<Book> lock(SqlConnection c, Collection<Long> blocks, Set<Long> accounts, Set<Long> receivers) {
        Long[] ids = blocks.toArray(new Long[0]);
        Tuple of = Tuple.tuple()
                .addArrayOfLong(accounts.toArray(new Long[0]))
                .addArrayOfLong(ids)
                .addArrayOfLong(receivers.toArray(new Long[0]));
        return lock(c, blocks, accounts, HOLDINGS, of);
    }

    private static Uni<Book> lock(
            SqlConnection c, Collection<Long> blocks, Set<Long> senders, String holdings, Tuple of) {
        Long[] ids = blocks.toArray(new Long[0]);
        Tuple which = Tuple.tuple().addArrayOfLong(ids);
        Tuple these = Tuple.tuple().addArrayOfLong(senders.toArray(new Long[0])).addArrayOfLong(ids);
        return Uni.join()
                .all(List.of(
                        c.preparedQuery(LOCK).execute(which),
                        c.preparedQuery(holdings).execute(of),
                        c.preparedQuery(FROZEN).execute(these),
                        c.preparedQuery(NOW).execute(these)))
                .andFailFast()
                .map(answers -> new Book(
                        blocks(answers.get(0)),
                        new Holdings(holdings(answers.get(1))),
                        frozen(answers.get(2)),
                        time(answers)));
    }

    private static Frozen frozen(RowSet<Row> rows) {
        Set<Long> accounts = new TreeSet<>();
        List<Units> ranges = new ArrayList<>();
        for (Row row : rows) {
            Long account = row.getLong("account_id");
            if (account != null) {
                accounts.add(account);
            } else {
                ranges.add(new Units(
                        row.getLong("block_id"), new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"))));
            }
        }
        return new Frozen(accounts, ranges);
    }

    private static Tuple parameters(Needed needed, Collection<Long> locked, Collection<Long> receivers) {
        Collection<Needed.Place> places = needed.inBlocks().keySet();
        List<Needed.Exact> exact = needed.exact();
        return Tuple.tuple()
                .addArrayOfLong(places.stream().map(Needed.Place::account).toArray(Long[]::new))
                .addArrayOfString(places.stream().map(Needed.Place::block).toArray(String[]::new))
                .addArrayOfLong(needed.inBlocks().values().toArray(new Long[0]))
                .addArrayOfLong(needed.anywhere().keySet().toArray(new Long[0]))
                .addArrayOfLong(needed.anywhere().values().toArray(new Long[0]))
                .addArrayOfLong(locked.toArray(new Long[0]))
                .addArrayOfLong(exact.stream().map(Needed.Exact::account).toArray(Long[]::new))
                .addArrayOfString(
                        exact.stream().map(e -> e.serial().blockName()).toArray(String[]::new))
                .addArrayOfLong(
                        exact.stream().map(e -> e.serial().units().first()).toArray(Long[]::new))
                .addArrayOfLong(
                        exact.stream().map(e -> e.serial().units().last()).toArray(Long[]::new))
                .addArrayOfLong(receivers.toArray(new Long[0]));
    }

    private static Instant time(List<RowSet<Row>> answers) {
        return answers.get(3).iterator().next().getOffsetDateTime(0).toInstant();
    }

    /** The blocks that orders may draw on, as far as can be seen without a lock. */
    private static Uni<Set<Long>> candidates(SqlConnection c, List<Wanted> wanted, Look look) {
        Set<String> names = new TreeSet<>();
        Map<Long, Long> needs = new LinkedHashMap<>();
        Set<Wanted.Filter> filters = new LinkedHashSet<>();
        for (Wanted w : wanted) {
            w.serials().forEach(serial -> names.add(serial.blockName()));
            // Orders of one account draw on each other's units: each looks as far as all of them together reach.
            needs.merge(w.filter().account(), w.quantity(), Wanted::saturated);
            if (!w.isExact()) {
                filters.add(w.filter());
            }
        }
        List<Uni<RowSet<Row>>> looks = new ArrayList<>();
        if (!names.isEmpty()) {
            looks.add(c.preparedQuery(BY_NAME).execute(Tuple.tuple().addArrayOfString(names.toArray(new String[0]))));
        }
        look(c, IN_BLOCK, filters, f -> f.block() != null, needs, looks);
        look(c, look.inProject(), filters, f -> f.block() == null && f.project() != null, needs, looks);
        look(c, look.inAccount(), filters, f -> f.block() == null && f.project() == null, needs, looks);
        if (looks.isEmpty()) {
            return Uni.createFrom().item(new TreeSet<>());
        }
        return Uni.join().all(looks).andFailFast().map(answers -> {
            Set<Long> ids = new TreeSet<>();
            answers.forEach(rows -> rows.forEach(row -> ids.add(row.getLong(0))));
            return ids;
        });
    }

    private static void look(
            SqlConnection c,
            String query,
            Set<Wanted.Filter> filters,
            Predicate<Wanted.Filter> which,
            Map<Long, Long> needs,
            List<Uni<RowSet<Row>>> looks) {
        List<Wanted.Filter> asked = filters.stream().filter(which).toList();
        if (asked.isEmpty()) {
            return;
        }
        looks.add(c.preparedQuery(query)
                .execute(Tuple.tuple()
                        .addArrayOfLong(column(asked, Wanted.Filter::account, new Long[0]))
                        .addArrayOfString(column(asked, Wanted.Filter::program, new String[0]))
                        .addArrayOfString(column(asked, Wanted.Filter::project, new String[0]))
                        .addArrayOfInteger(column(asked, Wanted.Filter::vintage, new Integer[0]))
                        .addArrayOfString(column(asked, Wanted.Filter::block, new String[0]))
                        .addArrayOfLong(column(asked, f -> needs.get(f.account()), new Long[0]))));
    }

    private static <T> T[] column(List<Wanted.Filter> filters, Function<Wanted.Filter, T> value, T[] type) {
        return filters.stream().map(value).toList().toArray(type);
    }

    private static List<Block> blocks(RowSet<Row> rows) {
        List<Block> blocks = new ArrayList<>(rows.size());
        rows.forEach(row -> blocks.add(block(row)));
        return blocks;
    }

    /** A row of the table block. */
    public static Block block(Row row) {
        return new Block(row.getLong("id"), description(row), row.getLong("next_number"));
    }

    public static BlockDescription description(Row row) {
        return new BlockDescription(
                row.getString("name"),
                row.getString("program"),
                row.getString("project"),
                row.getString("project_code"),
                row.getString("country"),
                row.getLong("block_number"),
                row.getLocalDate("vintage_start"),
                row.getLocalDate("vintage_end"),
                row.getInteger("unit_kilograms"),
                row.getLong("quantity"));
    }

    private static List<Holding> holdings(RowSet<Row> rows) {
        List<Holding> holdings = new ArrayList<>(rows.size());
        for (Row row : rows) {
            holdings.add(new Holding(
                    row.getLong("id"),
                    row.getLong("block_id"),
                    new Title(row.getLong("account_id"), row.getUUID("reserved_for"), row.getUUID("held_for")),
                    new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"))));
        }
        return holdings;
    }
}
