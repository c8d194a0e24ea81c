package org.carbonregistry.publicapi.serial;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.publicapi.search.DatedPage;

/** Answers a serial number with the public life of its units, one page of stretches at a time. */
@Singleton
public class ReadSerialLife {

    private static final String BLOCKS =
            """
            select b.*, p.name as project_name, p.type as project_type, p.nature
            from block b left join project p on p.id = b.project where b.id = any($1)
            """;
    /** Where lives may change within the units: one more than asked for, to see whether there is more. */
    private static final String STARTS =
            """
            select start from (
              select $2::bigint as start
              union select first_unit from unit_event where shown and block = $1 and first_unit between $2 and $3
              union select last_unit + 1 from unit_event
                where shown and block = $1 and last_unit >= $2 and last_unit < $3) s
            order by start limit $4
            """;

    private static final String EVENTS =
            """
            select e.*, r.certificate_number, r.beneficiary_kind, r.beneficiary_name, r.beneficiary_country, r.purpose
            from unit_event e left join retirement r on r.id = e.retirement
            where e.shown and e.block = $1 and e.last_unit >= $2 and e.first_unit <= $3 and e.kind <> 'opened'
            order by e.number
            """;
    private static final String SOURCES =
            """
            select * from block_source_range
            where block = $1 and last_unit >= $2 and first_unit <= $3 order by first_unit limit $4
            """;
    private static final String RETIRED =
            """
            select coalesce(sum(least(e.last_unit, n.last) - greatest(e.first_unit, n.first) + 1), 0)::bigint as retired,
                   coalesce(sum(least(e.last_unit, n.last) - greatest(e.first_unit, n.first) + 1)
                     filter (where r.id is null), 0)::bigint as pending
            from unnest($1::text[], $2::bigint[], $3::bigint[]) as n(block, first, last)
            join unit_event e on e.block = n.block and e.last_unit >= n.first and e.first_unit <= n.last
              and e.kind = 'retired' and e.shown
            left join retirement r on r.id = e.retirement
            """;

    private final Pool pool;
    private final SerialLookup lookup;

    ReadSerialLife(Pool pool, SerialLookup lookup) {
        this.pool = pool;
        this.lookup = lookup;
    }

    /**
     * The life of the units.
     *
     * @param text a serial number, single or range, ours or of a registry whose ledger was brought in
     * @param cursor null for the first page
     * @param limit how many stretches at most
     */
    public Uni<SerialLife> read(String text, String cursor, int limit) {
        return lookup.find(text).chain(named -> blocks(named).chain(blocks -> states(named, blocks)
                .chain(byState -> parts(rest(named.units(), cursor), blocks, limit)
                        .map(page -> new SerialLife(
                                named.text(),
                                named.registry(),
                                named.quantity(),
                                blocks.values().iterator().next().getInteger("unit_kilograms"),
                                named.contested(),
                                page.parts,
                                byState,
                                page.next,
                                DatedPage.DATES)))));
    }

    private Uni<Map<String, Row>> blocks(SerialLookup.Named named) {
        String[] ids = named.units().stream().map(NamedUnits::block).distinct().toArray(String[]::new);
        return pool.preparedQuery(BLOCKS).execute(Tuple.of(ids)).map(rows -> rows.stream()
                .collect(Collectors.toMap(row -> row.getString("id"), Function.identity())));
    }

    private Uni<Map<String, Long>> states(SerialLookup.Named named, Map<String, Row> blocks) {
        List<NamedUnits> units = named.units();
        Tuple ranges = Tuple.of(
                units.stream().map(NamedUnits::block).toArray(String[]::new),
                units.stream().map(n -> n.units().first()).toArray(Long[]::new),
                units.stream().map(n -> n.units().last()).toArray(Long[]::new));
        long buffer = units.stream()
                .mapToLong(n -> Math.max(
                        0, n.units().last() - Math.max(n.units().first(), bufferFirst(blocks.get(n.block()))) + 1))
                .sum();
        return pool.preparedQuery(RETIRED).execute(ranges).map(rows -> {
            Row sums = rows.iterator().next();
            long retired = sums.getLong("retired");
            long pending = sums.getLong("pending");
            Map<String, Long> byState = new LinkedHashMap<>();
            byState.put("active", named.quantity() - buffer - retired);
            byState.put("buffer", buffer);
            byState.put("retired", retired - pending);
            byState.put("retired-certificate-pending", pending);
            return byState;
        });
    }

    private static long bufferFirst(Row block) {
        return block.getLong("quantity") - block.getLong("buffer_quantity") + 1;
    }

    /** What comes from the cursor on: it names the block and the first unit not yet shown. */
    private static List<NamedUnits> rest(List<NamedUnits> units, String cursor) {
        if (cursor == null) {
            return units;
        }
        String[] values = Cursor.decode(cursor, 2);
        for (int i = 0; i < units.size(); i++) {
            NamedUnits n = units.get(i);
            if (n.block().equals(values[0]) && values[1].matches("[0-9]{1,18}")) {
                long unit = Long.parseLong(values[1]);
                if (n.units().contains(unit)) {
                    List<NamedUnits> rest = new ArrayList<>(units.subList(i, units.size()));
                    rest.set(
                            0,
                            new NamedUnits(
                                    n.block(), new UnitRange(unit, n.units().last())));
                    return rest;
                }
            }
        }
        throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out for this serial number", "cursor");
    }

    private record Page(List<SerialLife.Part> parts, String next) {}

    private Uni<Page> parts(List<NamedUnits> units, Map<String, Row> blocks, int limit) {
        NamedUnits head = units.get(0);
        return part(head, blocks.get(head.block()), limit).chain(part -> {
            int left = limit - part.stretches().size();
            if (part.last() < head.units().last()) {
                return page(part, Cursor.encode(head.block(), part.last() + 1));
            }
            if (units.size() == 1) {
                return page(part, null);
            }
            List<NamedUnits> tail = units.subList(1, units.size());
            if (left <= 0) {
                return page(
                        part,
                        Cursor.encode(tail.get(0).block(), tail.get(0).units().first()));
            }
            return parts(tail, blocks, left).map(page -> {
                List<SerialLife.Part> all = new ArrayList<>();
                all.add(part);
                all.addAll(page.parts);
                return new Page(all, page.next);
            });
        });
    }

    private static Uni<Page> page(SerialLife.Part part, String next) {
        return Uni.createFrom().item(new Page(List.of(part), next));
    }

    private Uni<SerialLife.Part> part(NamedUnits named, Row block, int limit) {
        UnitRange asked = named.units();
        return pool.preparedQuery(STARTS)
                .execute(Tuple.of(named.block(), asked.first(), asked.last(), limit + 1))
                .chain(starts -> {
                    List<Long> at = new ArrayList<>();
                    starts.forEach(row -> at.add(row.getLong(0)));
                    UnitRange shown = at.size() > limit ? new UnitRange(asked.first(), at.get(limit) - 1) : asked;
                    Tuple range = Tuple.of(named.block(), shown.first(), shown.last());
                    return pool.preparedQuery(EVENTS).execute(range).chain(events -> pool.preparedQuery(SOURCES)
                            .execute(Tuple.of(named.block(), shown.first(), shown.last(), 1000))
                            .map(sources -> SerialRows.part(block, shown, bufferFirst(block), events, sources)));
                });
    }
}
