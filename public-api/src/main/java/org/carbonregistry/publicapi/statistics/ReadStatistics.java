package org.carbonregistry.publicapi.statistics;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.DatedPage;

/** Counts. */
@Singleton
public class ReadStatistics {

    private static final int FETCH = 500;

    private final Pool pool;

    ReadStatistics(Pool pool) {
        this.pool = pool;
    }

    /** Everything this register holds, as one group. */
    public Uni<Figures> everything() {
        return total(new StatisticsQuery(List.of(), new Conditions(), Basis.CREDITS));
    }

    /** The total and one page of groups, of one moment: one statement reads both. */
    public Uni<Statistics> read(StatisticsQuery query, String cursor, int limit) {
        if (query.by().isEmpty()) {
            return total(query).map(total -> answer(query, total, List.of(), limit));
        }
        StatisticsQuery.Statement statement = query.totalAndGroups(cursor, limit + 1);
        return pool.preparedQuery(statement.sql())
                .execute(statement.given().values())
                .map(rows -> {
                    List<FigureRow> groups = new ArrayList<>(rows.size());
                    rows.forEach(row -> groups.add(group(query, row)));
                    FigureRow total = groups.remove(0);
                    return answer(query, total.figures(), groups, limit);
                });
    }

    private Uni<Figures> total(StatisticsQuery query) {
        StatisticsQuery.Statement statement = query.total();
        return pool.preparedQuery(statement.sql())
                .execute(statement.given().values())
                .map(rows -> figures(rows.iterator().next()));
    }

    private static Statistics answer(StatisticsQuery query, Figures total, List<FigureRow> rows, int limit) {
        boolean more = rows.size() > limit;
        List<FigureRow> shown = more ? List.copyOf(rows.subList(0, limit)) : rows;
        String next = more ? cursor(shown.get(limit - 1)) : null;
        List<String> by = query.by().stream().map(Dimension::word).toList();
        return new Statistics(query.basis(), total, by, shown, next, DatedPage.DATES);
    }

    private static String cursor(FigureRow last) {
        return Cursor.encode(last.group().values().stream()
                .map(value -> value == null ? "" : value)
                .toArray());
    }

    /** Every group from the cursor on, read from the database as it is taken. */
    Multi<FigureRow> stream(StatisticsQuery query, String cursor) {
        if (query.by().isEmpty()) {
            return total(query)
                    .map(total -> new FigureRow(Map.of(), total, query.basis()))
                    .toMulti();
        }
        StatisticsQuery.Statement statement = query.groups(cursor);
        return Multi.createFrom()
                .resourceFromUni(
                        pool::getConnection, c -> c.begin().onItem().transformToMulti(tx -> c.prepare(statement.sql())
                                .onItem()
                                .transformToMulti(prepared -> prepared.createStream(
                                                FETCH, statement.given().values())
                                        .toMulti())
                                .map(row -> group(query, row))))
                .withFinalizer(SqlConnection::close);
    }

    private static FigureRow group(StatisticsQuery query, Row row) {
        Map<Dimension, Object> group = new LinkedHashMap<>();
        for (Dimension dimension : query.by()) {
            Object value = row.getValue(dimension.column());
            group.put(dimension, "".equals(value) ? null : value);
        }
        return new FigureRow(group, figures(row), query.basis());
    }

    private static Figures figures(Row row) {
        return new Figures(
                row.getLong("issued"),
                row.getLong("buffer"),
                row.getLong("retired"),
                row.getLong("cancelled"),
                row.getLong("converted"),
                row.getLong("retirements"),
                row.getLong("projects"),
                row.getLong("blocks"));
    }
}
