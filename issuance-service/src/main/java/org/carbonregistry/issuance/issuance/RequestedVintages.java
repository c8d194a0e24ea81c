package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.issuance.Rows;

/** What requests ask for, in sets: a request of a ledger that is brought in has thousands of source ranges. */
final class RequestedVintages {

    private RequestedVintages() {}

    /** Keeps the vintages of a request and takes their units from the verification. */
    static Uni<Void> add(SqlConnection c, Issuance issuance, List<RequestedVintage> vintages) {
        return c.preparedQuery(
                        """
                        insert into requested_vintage (issuance, position, verified_position, start_date, end_date, quantity,
                          effective_date)
                        select $1, * from unnest($2::int[], $3::int[], $4::date[], $5::date[], $6::bigint[], $7::date[])
                        """)
                .execute(Tuple.tuple()
                        .addUUID(issuance.id())
                        .addArrayOfInteger(vintages.stream()
                                .map(RequestedVintage::position)
                                .toArray(Integer[]::new))
                        .addArrayOfInteger(vintages.stream()
                                .map(RequestedVintage::verifiedPosition)
                                .toArray(Integer[]::new))
                        .addArrayOfLocalDate(
                                vintages.stream().map(RequestedVintage::start).toArray(LocalDate[]::new))
                        .addArrayOfLocalDate(
                                vintages.stream().map(RequestedVintage::end).toArray(LocalDate[]::new))
                        .addArrayOfLong(vintages.stream()
                                .map(RequestedVintage::quantity)
                                .toArray(Long[]::new))
                        .addArrayOfLocalDate(vintages.stream()
                                .map(RequestedVintage::effectiveDate)
                                .toArray(LocalDate[]::new)))
                .chain(() -> take(c, issuance, "+"))
                .chain(() -> addSources(c, issuance.id(), vintages));
    }

    /** Gives the units of a request back: to its verification and to its source. */
    static Uni<Void> release(SqlConnection c, Issuance issuance) {
        return take(c, issuance, "-")
                .chain(() -> c.preparedQuery("update source_range set released = true where issuance = $1")
                        .execute(Tuple.of(issuance.id())))
                .replaceWithVoid();
    }

    static Uni<List<RequestedVintage>> of(SqlConnection c, UUID issuance) {
        Uni<RowSet<Row>> asked = c.preparedQuery(
                        "select * from requested_vintage where issuance = $1 order by position")
                .execute(Tuple.of(issuance));
        return Uni.combine()
                .all()
                .unis(sources(c, issuance), asked)
                .with((sources, rows) -> Rows.all(
                        rows,
                        row -> new RequestedVintage(
                                row.getInteger("position"),
                                row.getInteger("verified_position"),
                                row.getLocalDate("start_date"),
                                row.getLocalDate("end_date"),
                                row.getLong("quantity"),
                                row.getLocalDate("effective_date"),
                                sources.getOrDefault(row.getInteger("position"), List.of()))));
    }

    private static Uni<Void> take(SqlConnection c, Issuance issuance, String sign) {
        return c.preparedQuery(
                        """
                        update verified_vintage v set taken = taken %s t.quantity
                        from (select verified_position, sum(quantity)::bigint as quantity from requested_vintage
                              where issuance = $1 group by 1) t
                        where v.verification = $2 and v.position = t.verified_position
                        """
                                .formatted(sign))
                .execute(Tuple.of(issuance.id(), issuance.verification()))
                .replaceWithVoid();
    }

    private static Uni<Void> addSources(SqlConnection c, UUID issuance, List<RequestedVintage> vintages) {
        List<SourceRange> ranges = new ArrayList<>();
        List<Integer> of = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (RequestedVintage vintage : vintages) {
            for (int i = 0; i < vintage.sourceRanges().size(); i++) {
                ranges.add(vintage.sourceRanges().get(i));
                of.add(vintage.position());
                positions.add(i + 1);
            }
        }
        if (ranges.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(
                        """
                        insert into source_range (issuance, vintage, position, first_unit, last_unit, registry, scope,
                          source_first, source_last, serial, contested)
                        select $1, * from unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::text[], $7::text[],
                          $8::bigint[], $9::bigint[], $10::text[], $11::boolean[])
                        """)
                .execute(Tuple.tuple()
                        .addUUID(issuance)
                        .addArrayOfInteger(of.toArray(Integer[]::new))
                        .addArrayOfInteger(positions.toArray(Integer[]::new))
                        .addArrayOfLong(ranges.stream().map(SourceRange::first).toArray(Long[]::new))
                        .addArrayOfLong(ranges.stream().map(SourceRange::last).toArray(Long[]::new))
                        .addArrayOfString(
                                ranges.stream().map(SourceRange::registry).toArray(String[]::new))
                        .addArrayOfString(
                                ranges.stream().map(SourceRange::scope).toArray(String[]::new))
                        .addArrayOfLong(
                                ranges.stream().map(SourceRange::sourceFirst).toArray(Long[]::new))
                        .addArrayOfLong(
                                ranges.stream().map(SourceRange::sourceLast).toArray(Long[]::new))
                        .addArrayOfString(
                                ranges.stream().map(SourceRange::serial).toArray(String[]::new))
                        .addArrayOfBoolean(
                                ranges.stream().map(SourceRange::contested).toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Map<Integer, List<SourceRange>>> sources(SqlConnection c, UUID issuance) {
        return c.preparedQuery("select * from source_range where issuance = $1 order by vintage, position")
                .execute(Tuple.of(issuance))
                .map(rows -> {
                    Map<Integer, List<SourceRange>> sources = new HashMap<>();
                    for (Row row : rows) {
                        sources.computeIfAbsent(row.getInteger("vintage"), v -> new ArrayList<>())
                                .add(new SourceRange(
                                        row.getLong("first_unit"),
                                        row.getLong("last_unit"),
                                        row.getString("registry"),
                                        row.getString("scope"),
                                        row.getLong("source_first"),
                                        row.getLong("source_last"),
                                        row.getString("serial"),
                                        row.getBoolean("contested")));
                    }
                    return sources;
                });
    }
}
