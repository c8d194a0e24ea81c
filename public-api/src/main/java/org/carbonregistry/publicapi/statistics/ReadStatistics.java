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

    private static final String ONE_MOMENT = "set transaction isolation level repeatable read read only";
    private static final int FETCH = 500;

    private final Pool pool;

    ReadStatistics(Pool pool) {
        this.pool = pool;
    }

    /** Everything this register holds, as one group. */
    public Uni<Figures> everything() {
        StatisticsQuery all = new StatisticsQuery(List.of(), new Conditions(), Basis.CREDITS);
        return pool.withConnection(c -> total(c, all));
    }

    /** The total and one page of groups. */
    public Uni<Statistics> read(StatisticsQuery query, String cursor, int limit) {
        return pool.withTransaction(
                c -> c.query(ONE_MOMENT).execute().chain(() -> total(c, query)).chain(total -> groups(
                                c, query, cursor, limit)
                        .map(rows -> answer(query, total, rows, limit))));
    }

    private static Uni<Figures> total(SqlConnection c, StatisticsQuery query) {
        return c.preparedQuery(query.total().sql())
                .execute(query.filter().values())
                .map(rows -> figures(rows.iterator().next()));
    }

    private static Uni<List<FigureRow>> groups(SqlConnection c, StatisticsQuery query, String cursor, int limit) {
        if (query.by().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Conditions page = query.after(cursor);
        StatisticsQuery rest = new StatisticsQuery(query.by(), page, query.basis());
        return c.preparedQuery(rest.sql() + " limit " + (limit + 1))
                .execute(page.values())
                .map(rows -> {
                    List<FigureRow> groups = new ArrayList<>(rows.size());
                    rows.forEach(row -> groups.add(group(query, row)));
                    return groups;
                });
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
        Conditions page = query.after(cursor);
        StatisticsQuery rest = new StatisticsQuery(query.by(), page, query.basis());
        return Multi.createFrom()
                .resourceFromUni(pool::getConnection, c -> c.begin().onItem().transformToMulti(tx -> c.prepare(
                                rest.sql())
                        .onItem()
                        .transformToMulti(statement ->
                                statement.createStream(FETCH, page.values()).toMulti())
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
