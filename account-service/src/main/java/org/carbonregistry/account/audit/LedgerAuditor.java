package org.carbonregistry.account.audit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.carbonregistry.account.audit.AuditReport.ByKind;
import org.carbonregistry.account.audit.AuditReport.OfProgram;
import org.carbonregistry.account.audit.BlockReplay.Held;
import org.carbonregistry.account.audit.BlockReplay.Known;
import org.carbonregistry.account.audit.BlockReplay.Moved;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Recomputes the ledger from one snapshot: replays the journal of every block against its holdings, checks reservations and
 * transactions, and sums up. Reads only; keeps one block's owners in memory at a time.
 */
@Singleton
public class LedgerAuditor {

    private static final int MOST_FINDINGS = 1000;
    private static final int ROWS = 2000;
    private static final String BLOCKS =
            "select id, name, program, quantity, next_number from block where id > $1 order by id limit 500";
    private static final String MOVEMENTS =
            """
            select block_id, number, first_unit, last_unit, from_account, to_account, kind, blind, commitment
            from movement where block_id between $1 and $2 order by block_id, number
            """;
    private static final String HOLDINGS =
            """
            select block_id, first_unit, last_unit, account_id from holding where block_id = any($1)
            order by block_id, first_unit
            """;
    private static final String RESERVATIONS =
            """
            select coalesce(r.id, o.id)::text as subject,
              'of block ' || coalesce(r.block_id, o.block_id) || ' are reserved ' || coalesce(r.units::text, 'none') || ' in '
                || coalesce(r.accounts::text, 'no account') || ', offered ' || coalesce(o.units::text, 'none') || ' of '
                || coalesce(o.from_account::text, 'no account') as detail
            from (
              select h.reserved_for as id, h.block_id, array_agg(distinct h.account_id) as accounts,
                range_agg(int8range(h.first_unit, h.last_unit, '[]')) as units
              from holding h where h.reserved_for is not null group by h.reserved_for, h.block_id
            ) r full join (
              select t.id, t.from_account, u.block_id, range_agg(int8range(u.first_unit, u.last_unit, '[]')) as units
              from transfer t cross join lateral unnest(t.block_ids, t.first_units, t.last_units)
                as u(block_id, first_unit, last_unit)
              where t.status = 'proposed' group by t.id, u.block_id
            ) o on o.id = r.id and o.block_id = r.block_id
            where r.units is distinct from o.units or r.accounts is distinct from array[o.from_account] limit 100
            """;
    private static final String OFFERED_QUANTITIES =
            """
            select t.id::text as subject, 'the ranges of the transfer have another sum than ' || t.quantity as detail
            from transfer t where t.quantity <> (
              select sum(u.last_unit - u.first_unit + 1) from unnest(t.first_units, t.last_units) as u(first_unit, last_unit)
            ) limit 100
            """;
    private static final String CLOSED_ACCOUNTS =
            """
            select distinct 'A' || a.id as subject, 'the account is closed and holds units' as detail
            from account a join holding h on h.account_id = a.id where a.status = 'closed' limit 100
            """;
    private static final String SUB_ACCOUNTS =
            """
            select 'A' || a.id as subject, 'it is a sub-account of A' || p.id as detail from account a
            join account p on p.id = a.parent
            where p.parent is not null or p.organisation is distinct from a.organisation limit 100
            """;
    private static final String REFUSED_BLOCKS =
            "select block as subject, code || ': ' || detail as detail from refused_block_order order by block limit 100";
    private static final String HOLDS =
            """
            select coalesce(u.id, h.id)::text as subject,
              'on hold are ' || coalesce(u.quantity, 0) || ' units, to be kept '
                || coalesce(h.quantity - h.settled - h.released, 0) as detail
            from (
              select held_for as id, sum(last_unit - first_unit + 1) as quantity, min(account_id) as low, max(account_id) as high
              from holding where held_for is not null group by held_for
            ) u full join (select * from hold where status = 'placed') h on h.id = u.id
            where u.quantity is distinct from h.quantity - h.settled - h.released or u.low <> h.account_id
              or u.high <> h.account_id limit 100
            """;
    private static final String SETTLED =
            """
            select h.id::text as subject, 'settled ' || h.settled || ', in legs and retirements ' || coalesce(l.quantity, 0) as detail
            from hold h left join (
              select hold, sum(quantity)::bigint as quantity from (
                select hold, quantity from settlement_leg union all select hold, quantity from hold_retirement) a group by hold
            ) l on l.hold = h.id where h.settled <> coalesce(l.quantity, 0) limit 100
            """;
    private static final String MANDATES =
            """
            select m.id::text as subject, 'used ' || m.used || ', by its acts ' || coalesce(u.quantity, 0) as detail
            from mandate m left join (select mandate, sum(quantity)::bigint as quantity from mandate_use group by mandate) u
              on u.mandate = m.id where m.used <> coalesce(u.quantity, 0) limit 100
            """;
    /** Nothing moves between the order of a freeze and its release. */
    private static final String FROZEN =
            """
            select f.id::text as subject, 'movement ' || m.number || ' of ' || b.name || ' moved frozen units' as detail
            from freeze_order f join freeze_range r on r.freeze_id = f.id
            join movement m on m.block_id = r.block_id and m.first_unit <= r.last_unit and m.last_unit >= r.first_unit
              and m.recorded_at > f.ordered_at and (f.released_at is null or m.recorded_at < f.released_at)
            join block b on b.id = m.block_id
            union all
            select f.id::text, 'movement ' || m.number || ' of ' || b.name || ' moved units of a frozen project'
            from freeze_order f join block b on b.project = f.project join movement m on m.block_id = b.id
              and m.kind <> 'opened' and m.recorded_at > f.ordered_at
              and (f.released_at is null or m.recorded_at < f.released_at)
            union all
            select f.id::text, 'movement ' || m.number || ' of ' || b.name || ' left a frozen account'
            from freeze_order f join movement m on m.from_account = f.account_id
              and m.recorded_at > f.ordered_at and (f.released_at is null or m.recorded_at < f.released_at)
            join block b on b.id = m.block_id limit 100
            """;

    private static final String UNKNOWN_TRANSACTIONS =
            """
            select b.name as subject, 'movement ' || m.number || ' is of no recorded transaction' as detail
            from movement m join block b on b.id = m.block_id
            where not exists (select 1 from ledger_transaction t where t.id = m.transaction_id) limit 100
            """;
    private static final String STRAY_MOVEMENTS =
            """
            select 'block ' || m.block_id as subject, 'a movement is of a block that does not exist' as detail
            from movement m where not exists (select 1 from block b where b.id = m.block_id) limit 100
            """;
    private static final String SUMS =
            """
            select b.program, b.unit_kilograms, count(distinct b.id) as blocks,
              coalesce(sum(s.held) filter (where s.kind not in ('buffer', 'retired', 'cancelled', 'converted')), 0)::bigint
                as ordinary,
              coalesce(sum(s.held) filter (where s.kind = 'buffer'), 0)::bigint as buffer,
              coalesce(sum(s.held) filter (where s.kind = 'retired'), 0)::bigint as retired,
              coalesce(sum(s.held) filter (where s.kind = 'cancelled'), 0)::bigint as cancelled,
              coalesce(sum(s.held) filter (where s.kind = 'converted'), 0)::bigint as converted
            from block b left join (
              select h.block_id, a.kind, sum(h.last_unit - h.first_unit + 1) as held
              from holding h join account a on a.id = h.account_id group by h.block_id, a.kind
            ) s on s.block_id = b.id
            group by b.program, b.unit_kilograms order by b.program
            """;
    private static final String ISSUED = "select program, sum(quantity)::bigint as issued from block group by program";

    private final Pool pool;

    LedgerAuditor(Pool pool) {
        this.pool = pool;
    }

    /** Audits the whole ledger as it stands now. */
    public Uni<AuditReport> audit() {
        return pool.withConnection(c -> c.query("begin isolation level repeatable read read only")
                .execute()
                .chain(() -> new Run(c).all())
                .onItemOrFailure()
                .call((report, failure) -> c.query("rollback").execute()));
    }

    /** One audit, on one snapshot. */
    private static final class Run {

        private final SqlConnection c;
        private final Instant startedAt = Instant.now();
        private final List<Finding> findings = new ArrayList<>();
        private final Map<Long, Known> accounts = new HashMap<>();
        private long blocks;
        private long movements;
        private long replayed = -1;

        Run(SqlConnection c) {
            this.c = c;
        }

        Uni<AuditReport> all() {
            return c.query("select id, kind, program from account")
                    .execute()
                    .invoke(rows -> rows.forEach(row -> accounts.put(
                            row.getLong("id"), new Known(row.getString("kind"), row.getString("program")))))
                    .chain(this::replay)
                    .chain(() -> find("reservation-of-an-offer", RESERVATIONS))
                    .chain(() -> find("reservation-of-an-offer", OFFERED_QUANTITIES))
                    .chain(() -> find("closed-is-empty", CLOSED_ACCOUNTS))
                    .chain(() -> find("sub-account-of-its-owner", SUB_ACCOUNTS))
                    .chain(() -> find("issued-block-is-opened", REFUSED_BLOCKS))
                    .chain(() -> find("units-on-hold", HOLDS))
                    .chain(() -> find("hold-settled-by-its-acts", SETTLED))
                    .chain(() -> find("mandate-used-by-its-acts", MANDATES))
                    .chain(() -> find("frozen-stays", FROZEN))
                    .chain(() -> find("movement-of-a-transaction", UNKNOWN_TRANSACTIONS))
                    .chain(() -> find("movement-of-a-block", STRAY_MOVEMENTS))
                    .chain(this::sums);
        }

        private Uni<Void> replay() {
            return whileMore(this::replayNext);
        }

        /** Replays the next blocks; whether there were any. */
        private Uni<Boolean> replayNext() {
            return c.preparedQuery(BLOCKS).execute(Tuple.of(replayed)).chain(rows -> {
                if (rows.rowCount() == 0) {
                    return Uni.createFrom().item(false);
                }
                Deque<Row> waiting = new ArrayDeque<>();
                rows.forEach(waiting::add);
                long first = waiting.getFirst().getLong("id");
                replayed = waiting.getLast().getLong("id");
                return holdings(waiting).chain(held -> c.prepare(MOVEMENTS).chain(statement -> {
                    Cursor cursor = statement.cursor(Tuple.of(first, replayed));
                    Chunk chunk = new Chunk(waiting, held);
                    return whileMore(() -> read(cursor, chunk))
                            .invoke(chunk::finish)
                            .chain(cursor::close)
                            .chain(statement::close)
                            .replaceWith(true);
                }));
            });
        }

        /** Step after step, in a loop: a ledger of any size takes no more stack or memory than its largest step. */
        private static Uni<Void> whileMore(Supplier<Uni<? extends Boolean>> step) {
            return Multi.createBy()
                    .repeating()
                    .uni(step)
                    .whilst(more -> more)
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<Map<Long, List<Held>>> holdings(Deque<Row> chunk) {
            Long[] ids = chunk.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
            return c.preparedQuery(HOLDINGS)
                    .execute(Tuple.tuple().addArrayOfLong(ids))
                    .map(rows -> {
                        Map<Long, List<Held>> held = new HashMap<>();
                        rows.forEach(row -> held.computeIfAbsent(row.getLong("block_id"), b -> new ArrayList<>())
                                .add(new Held(units(row), row.getLong("account_id"))));
                        return held;
                    });
        }

        private Uni<Boolean> read(Cursor cursor, Chunk chunk) {
            return cursor.read(ROWS).map(rows -> {
                rows.forEach(row -> {
                    movements++;
                    chunk.at(row.getLong("block_id")).move(moved(row));
                });
                return cursor.hasMore();
            });
        }

        private Uni<Void> find(String rule, String query) {
            return c.query(query)
                    .execute()
                    .invoke(rows -> rows.forEach(
                            row -> add(new Finding(rule, row.getString("subject"), row.getString("detail")))))
                    .replaceWithVoid();
        }

        private void add(Finding finding) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }

        private Uni<AuditReport> sums() {
            return Uni.combine()
                    .all()
                    .unis(c.query(ISSUED).execute(), c.query(SUMS).execute())
                    .with(this::report);
        }

        private AuditReport report(RowSet<Row> issuedRows, RowSet<Row> sums) {
            Map<String, Long> issued = new HashMap<>();
            issuedRows.forEach(row -> issued.put(row.getString("program"), row.getLong("issued")));
            List<OfProgram> programs = new ArrayList<>();
            Map<String, Long> held = new HashMap<>();
            ByKind total = ByKind.NONE;
            long kilograms = 0;
            for (Row row : sums) {
                ByKind kinds = new ByKind(
                        row.getLong("ordinary"),
                        row.getLong("buffer"),
                        row.getLong("retired"),
                        row.getLong("cancelled"),
                        row.getLong("converted"));
                String program = row.getString("program");
                programs.add(new OfProgram(
                        program, row.getInteger("unit_kilograms"), row.getLong("blocks"), kinds.sum(), kinds));
                held.merge(program, kinds.sum(), Math::addExact);
                total = total.plus(kinds);
                kilograms += Math.multiplyExact(kinds.sum(), (long) row.getInteger("unit_kilograms"));
            }
            issued.forEach((program, quantity) -> {
                if (!quantity.equals(held.get(program))) {
                    add(new Finding("issued-is-held", program, "issued " + quantity + ", held " + held.get(program)));
                }
            });
            return new AuditReport(
                    findings.isEmpty(),
                    List.copyOf(findings),
                    blocks,
                    movements,
                    issued.values().stream().mapToLong(Long::longValue).sum(),
                    total,
                    kilograms,
                    programs,
                    startedAt,
                    Instant.now().toEpochMilli() - startedAt.toEpochMilli());
        }

        private static UnitRange units(Row row) {
            return new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
        }

        private static Moved moved(Row row) {
            return new Moved(
                    row.getLong("number"),
                    units(row),
                    row.getLong("from_account"),
                    row.getLong("to_account"),
                    row.getString("kind"),
                    row.getBuffer("blind").getBytes(),
                    row.getBuffer("commitment").getBytes());
        }

        /** Some blocks in order of id, and the replay of the one that is being read. */
        private final class Chunk {

            private final Deque<Row> waiting;
            private final Map<Long, List<Held>> holdings;
            private long id = -1;
            private BlockReplay replay;

            Chunk(Deque<Row> waiting, Map<Long, List<Held>> holdings) {
                this.waiting = waiting;
                this.holdings = holdings;
            }

            /** The replay of a block; those before it are compared first, also those without a movement. */
            BlockReplay at(long block) {
                while (id < block && !waiting.isEmpty()) {
                    next();
                }
                return replay;
            }

            void finish() {
                while (!waiting.isEmpty()) {
                    next();
                }
                compare();
            }

            private void next() {
                compare();
                Row row = waiting.removeFirst();
                blocks++;
                id = row.getLong("id");
                replay = new BlockReplay(
                        row.getString("name"),
                        row.getString("program"),
                        row.getLong("quantity"),
                        row.getLong("next_number"),
                        accounts);
            }

            private void compare() {
                if (replay != null) {
                    replay.compare(holdings.getOrDefault(id, List.of())).forEach(Run.this::add);
                }
            }
        }
    }
}
