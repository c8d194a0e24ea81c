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
                    .chain(this::rules)
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

        private Uni<Void> rules() {
            Uni<Void> found = Uni.createFrom().voidItem();
            for (AuditRule rule : AuditRule.values()) {
                found = found.chain(() -> find(rule));
            }
            return found;
        }

        private Uni<Void> find(AuditRule rule) {
            return c.query(rule.query())
                    .execute()
                    .invoke(rows -> rows.forEach(
                            row -> add(new Finding(rule.word(), row.getString("subject"), row.getString("detail")))))
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
