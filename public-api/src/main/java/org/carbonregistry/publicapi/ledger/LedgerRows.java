package org.carbonregistry.publicapi.ledger;

import static org.carbonregistry.publicapi.projection.RowSet.date;
import static org.carbonregistry.publicapi.projection.RowSet.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.publicapi.projection.RowSet;

/**
 * The rows that a batch of ledger facts writes, one statement for each table. A transaction of several facts is shown and
 * counted by the batch that brings the last of them; the lock of its row decides which that is.
 */
final class LedgerRows {

    private static final String BLOCKS =
            """
            insert into block (id, program, project, project_code, country, number, vintage_start, vintage_end, vintage,
              unit_kilograms, quantity, buffer_quantity, issuance, issued_on, effective_date, opened_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::date[],
              $8::date[], $9::integer[], $10::integer[], $11::bigint[], $12::bigint[], $13::uuid[], $14::date[],
              $15::date[], $16::timestamptz[])
            """;
    private static final String SOURCES =
            """
            insert into block_source_range
              (block, first_unit, last_unit, registry, scope, source_first, source_last, serial, contested)
            select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bigint[],
              $7::bigint[], $8::text[], $9::boolean[])
            """;
    private static final String EVENTS =
            """
            insert into unit_event (block, number, kind, first_unit, last_unit, commitment, transaction_id, retirement,
              effective_date, time, shown)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[],
              $7::uuid[], $8::uuid[], $9::date[], $10::timestamptz[], $11::boolean[])
            """;
    private static final String ARRIVED =
            """
            insert into open_transaction as o (transaction_id, parts, arrived)
            select * from unnest($1::uuid[], $2::integer[], $3::integer[]) order by 1
            on conflict (transaction_id) do update set arrived = o.arrived + excluded.arrived
            returning transaction_id, arrived >= parts as whole
            """;
    private static final String SHOW =
            """
            with closed as (delete from open_transaction where transaction_id = any($1))
            update unit_event set shown = true where transaction_id = any($1) and not shown
            returning block, kind, last_unit - first_unit + 1 as quantity, retirement,
              coalesce(effective_date, (time at time zone 'UTC')::date) as on_date
            """;
    private static final String LOCK = "select from block where id = any($1) order by id for update";
    private static final String RETIRED =
            """
            update block b set retired = b.retired + t.quantity
            from (select block, sum(quantity)::bigint as quantity from unnest($1::text[], $2::bigint[]) as u(block, quantity)
                  group by block) t
            where b.id = t.block
            """;
    private static final String IN_YEAR =
            """
            insert into retired_in_year as y (block, year, quantity, retirements)
            select block, year, sum(quantity), sum(single)
            from unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[]) as t(block, year, quantity, single)
            group by block, year order by block, year
            on conflict (block, year) do update
              set quantity = y.quantity + excluded.quantity, retirements = y.retirements + excluded.retirements
            """;
    private static final String OVER_BLOCKS =
            """
            insert into retirement_over_blocks (retirement, block, year)
            select * from unnest($1::uuid[], $2::text[], $3::integer[]) on conflict do nothing
            """;
    private static final String AWAITED =
            """
            insert into retirement_awaited (retirement)
            select t.id from unnest($1::uuid[]) as t(id)
            where not exists (select from retirement r where r.id = t.id) order by 1 on conflict do nothing
            """;

    private final RowSet blocks = new RowSet(
            String.class,
            String.class,
            String.class,
            String.class,
            String.class,
            Long.class,
            LocalDate.class,
            LocalDate.class,
            Integer.class,
            Integer.class,
            Long.class,
            Long.class,
            UUID.class,
            LocalDate.class,
            LocalDate.class,
            OffsetDateTime.class);
    private final RowSet sources = new RowSet(
            String.class,
            Long.class,
            Long.class,
            String.class,
            String.class,
            Long.class,
            Long.class,
            String.class,
            Boolean.class);
    private final RowSet events = new RowSet(
            String.class,
            Long.class,
            String.class,
            Long.class,
            Long.class,
            String.class,
            UUID.class,
            UUID.class,
            LocalDate.class,
            OffsetDateTime.class,
            Boolean.class);
    private final Map<UUID, int[]> arrived = new TreeMap<>();
    private final Map<String, Long> retiredOfBlock = new TreeMap<>();
    private final RowSet inYear = new RowSet(String.class, Integer.class, Long.class, Long.class);
    private final RowSet overBlocks = new RowSet(UUID.class, String.class, Integer.class);
    private final TreeSet<UUID> retirements = new TreeSet<>();

    void opened(BlockOpened fact) {
        BlockDescription d = fact.description();
        blocks.add(
                d.block(),
                d.program(),
                d.project(),
                d.projectCode(),
                d.country(),
                d.blockNumber(),
                d.vintageStart(),
                d.vintageEnd(),
                d.vintage(),
                d.unitKilograms(),
                d.quantity(),
                fact.bufferQuantity(),
                fact.issuance(),
                date(fact.effectiveDate(), fact.time()),
                fact.effectiveDate(),
                utc(fact.time()));
        for (SourceRange s : fact.sourceRanges() == null ? List.<SourceRange>of() : fact.sourceRanges()) {
            sources.add(
                    d.block(),
                    s.first(),
                    s.last(),
                    s.registry(),
                    s.scope(),
                    s.sourceFirst(),
                    s.sourceLast(),
                    s.serial(),
                    s.contested());
        }
        events(
                d.block(),
                fact.number(),
                "opened",
                fact.ranges(),
                fact.transaction(),
                fact.parts(),
                null,
                fact.effectiveDate(),
                fact.time());
    }

    void moved(CreditsTransferred fact) {
        events(
                fact.block(),
                fact.number(),
                "moved",
                fact.ranges(),
                fact.transaction(),
                fact.parts(),
                null,
                fact.effectiveDate(),
                fact.time());
    }

    void retired(CreditsRetired fact) {
        events(
                fact.block(),
                fact.number(),
                "retired",
                fact.ranges(),
                fact.transaction(),
                fact.parts(),
                fact.retirement(),
                fact.effectiveDate(),
                fact.time());
        if (fact.parts() == 1) {
            long quantity =
                    fact.ranges().stream().mapToLong(MovedRange::quantity).sum();
            retiredOfBlock.merge(fact.block(), quantity, Math::addExact);
            inYear.add(fact.block(), date(fact.effectiveDate(), fact.time()).getYear(), quantity, 1L);
            retirements.add(fact.retirement());
        }
    }

    private void events(
            String block,
            long number,
            String kind,
            List<MovedRange> ranges,
            UUID transaction,
            int parts,
            UUID retirement,
            LocalDate effectiveDate,
            Instant time) {
        if (parts > 1) {
            arrived.computeIfAbsent(transaction, t -> new int[] {parts, 0})[1]++;
        }
        for (int i = 0; i < ranges.size(); i++) {
            MovedRange r = ranges.get(i);
            events.add(
                    block,
                    number + i,
                    kind,
                    r.first(),
                    r.last(),
                    r.commitment(),
                    transaction,
                    retirement,
                    effectiveDate,
                    utc(time),
                    parts == 1);
        }
    }

    /** A crash before the commit leaves nothing of it; after it, the gate ignores the same facts. */
    Uni<Void> into(SqlConnection c) {
        return blocks.into(c, BLOCKS)
                .chain(() -> sources.into(c, SOURCES))
                .chain(() -> events.into(c, EVENTS))
                .chain(() -> showWhole(c))
                .chain(() -> count(c));
    }

    /** Takes what is whole now with this batch, whatever part of it came earlier, into what is counted. */
    private Uni<Void> showWhole(SqlConnection c) {
        if (arrived.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowSet rows = new RowSet(UUID.class, Integer.class, Integer.class);
        arrived.forEach((transaction, n) -> rows.add(transaction, n[0], n[1]));
        return rows.query(c, ARRIVED).chain(answered -> {
            List<UUID> whole = new ArrayList<>();
            for (Row row : answered) {
                if (row.getBoolean("whole")) {
                    whole.add(row.getUUID("transaction_id"));
                }
            }
            return whole.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : c.preparedQuery(SHOW)
                            .execute(Tuple.of(whole.toArray(UUID[]::new)))
                            .invoke(shown -> shown.forEach(this::shown))
                            .replaceWithVoid();
        });
    }

    private void shown(Row event) {
        if (!"retired".equals(event.getString("kind"))) {
            return;
        }
        String block = event.getString("block");
        UUID retirement = event.getUUID("retirement");
        int year = event.getLocalDate("on_date").getYear();
        retiredOfBlock.merge(block, event.getLong("quantity"), Math::addExact);
        inYear.add(block, year, event.getLong("quantity"), 0L);
        overBlocks.add(retirement, block, year);
        retirements.add(retirement);
    }

    private Uni<Void> count(SqlConnection c) {
        if (retirements.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowSet retired = new RowSet(String.class, Long.class);
        retiredOfBlock.forEach(retired::add);
        RowSet awaited = new RowSet(UUID.class);
        retirements.forEach(awaited::add);
        return c.preparedQuery(LOCK)
                .execute(Tuple.of(retiredOfBlock.keySet().toArray(String[]::new)))
                .chain(() -> retired.into(c, RETIRED))
                .chain(() -> inYear.into(c, IN_YEAR))
                .chain(() -> overBlocks.into(c, OVER_BLOCKS))
                .chain(() -> awaited.into(c, AWAITED));
    }
}
