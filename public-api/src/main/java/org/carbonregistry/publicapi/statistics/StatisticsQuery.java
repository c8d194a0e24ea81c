package org.carbonregistry.publicapi.statistics;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.publicapi.search.Bounds;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.Filter;

/**
 * A question: grouped by what, of which credits.
 *
 * @param by dimensions, in order
 * @param filter what the counted rows fulfil
 * @param basis where they are counted
 */
public record StatisticsQuery(List<Dimension> by, Conditions filter, Basis basis) {

    private static final List<String> PURPOSES = List.of(
            "voluntary", "compliance", "corsia", "national-contribution", "other", "not-stated", "certificate-pending");

    private static final String SUMS =
            "coalesce(sum(issued), 0)::bigint as issued, coalesce(sum(buffer), 0)::bigint as buffer,"
                    + " coalesce(sum(retired), 0)::bigint as retired, coalesce(sum(cancelled), 0)::bigint as cancelled,"
                    + " coalesce(sum(converted), 0)::bigint as converted,"
                    + " (coalesce(sum(singles), 0) + count(distinct retirement))::bigint as retirements,"
                    + " count(distinct project collate \"C\") as projects,"
                    + " count(distinct block collate \"C\") as blocks";

    /** The question that the parameters ask; refuses {@code invalid-parameter} and names it. */
    static StatisticsQuery of(String by, Filter given) {
        List<Dimension> dimensions = Dimension.parse(by);
        Conditions filter = new Conditions();
        filter.andIf(given.text("program"), "program = ?");
        filter.andIf(given.text("type"), "type = ?");
        filter.andIf(given.text("methodology"), "methodology = ?");
        filter.andIf(given.country(), "country = ?");
        filter.andIf(given.text("project"), "project = ?");
        filter.within(given.years("vintage"), "vintage");
        boolean certificates = certificates(filter, given)
                || dimensions.stream().anyMatch(d -> d.ofRetirements() && d != Dimension.YEAR);
        Basis basis = certificates
                ? Basis.CERTIFICATES
                : dimensions.contains(Dimension.YEAR) ? Basis.RETIRED_BY_YEAR : Basis.CREDITS;
        return new StatisticsQuery(dimensions, filter, basis);
    }

    /** Adds the filters that only retirements know, and says whether there are any. */
    private static boolean certificates(Conditions filter, Filter given) {
        Bounds<LocalDate> retired = given.dates("retired");
        String purpose = given.word("purpose", PURPOSES);
        String beneficiary = given.text("beneficiary");
        filter.within(retired, "retired_on").andIf(purpose, "purpose = ?");
        given.words("beneficiary").forEach(word -> filter.and("search like searchable(?)", word));
        return retired.isAny() || purpose != null || beneficiary != null;
    }

    /** A statement, and the conditions whose values are its parameters. */
    record Statement(String sql, Conditions given) {}

    /** All of it as one group. */
    Statement total() {
        return new Statement("select " + SUMS + " from (" + counted() + ") g", filter);
    }

    /** Every group after a cursor, in the order of its values. */
    Statement groups(String cursor) {
        Conditions page = after(cursor);
        return new Statement(
                "select * from (select " + columns() + ", " + SUMS + " from (" + counted() + ") g group by " + columns()
                        + ") x where true" + added(page) + " order by " + columns(),
                page);
    }

    /** The total first, as a row whose first dimension is null, then groups after a cursor: all of one pass. */
    Statement totalAndGroups(String cursor, int count) {
        Conditions page = after(cursor);
        String first = by.get(0).column();
        return new Statement(
                "select * from (select " + columns() + ", " + SUMS + " from (" + counted()
                        + ") g group by grouping sets (("
                        + columns() + "), ())) x where " + first + " is null or (true" + added(page) + ") order by "
                        + first + " is not null, " + columns() + " limit " + (count + 1),
                page);
    }

    /**
     * The rows that are counted, brought together by block first: so what is counted distinct, and has to be sorted for it,
     * is little.
     */
    private String counted() {
        String group = (by.isEmpty() ? "" : columns() + ", ")
                + by.stream()
                        .map(Dimension::column)
                        .reduce(
                                "project, block, retirement",
                                (left, column) -> left.startsWith(column + ", ")
                                        ? left.substring(column.length() + 2)
                                        : left.replace(", " + column + ",", ","));
        return "select " + group + ", sum(issued) as issued, sum(buffer) as buffer, sum(retired) as retired,"
                + " sum(cancelled) as cancelled, sum(converted) as converted, sum(singles) as singles from ("
                + StatisticsSql.of(basis) + ") f where " + filter.sql() + " group by " + group;
    }

    private String columns() {
        return by.stream().map(Dimension::column).collect(Collectors.joining(", "));
    }

    /** The filter, and that a group comes after the one the cursor names. */
    private Conditions after(String cursor) {
        Conditions page = filter.copy();
        String marks = by.stream().map(d -> "?").collect(Collectors.joining(", "));
        return cursor == null ? page : page.and("(" + columns() + ") > (" + marks + ")", key(cursor));
    }

    /** What a page adds to the filter. */
    private String added(Conditions page) {
        return page.sql().substring(filter.sql().length());
    }

    private Object[] key(String cursor) {
        String[] texts = Cursor.decode(cursor, by.size());
        Object[] key = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            try {
                key[i] = by.get(i).isNumber() ? (Object) Integer.valueOf(texts[i]) : texts[i];
            } catch (NumberFormatException e) {
                throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
            }
        }
        return key;
    }
}
