package org.carbonregistry.publicapi.statistics;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
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

    /** The question that the parameters ask; refuses {@code invalid-parameter} and names it. */
    static StatisticsQuery of(String by, Filter given) {
        List<Dimension> dimensions = Dimension.parse(by);
        Conditions filter = new Conditions();
        filter.andIf(given.text("program"), "program = ?");
        filter.andIf(given.text("type"), "type = ?");
        filter.andIf(given.text("methodology"), "methodology = ?");
        filter.andIf(given.country(), "country = ?");
        filter.andIf(given.text("project"), "project = ?");
        Integer vintageFrom = given.year("vintageFrom");
        Integer vintageTo = given.year("vintageTo");
        given.ordered("vintageFrom", vintageFrom, "vintageTo", vintageTo);
        filter.andIf(vintageFrom, "vintage >= ?").andIf(vintageTo, "vintage <= ?");
        boolean certificates = certificates(filter, given)
                || dimensions.stream().anyMatch(d -> d.ofRetirements() && d != Dimension.YEAR);
        Basis basis = certificates
                ? Basis.CERTIFICATES
                : dimensions.contains(Dimension.YEAR) ? Basis.RETIRED_BY_YEAR : Basis.CREDITS;
        return new StatisticsQuery(dimensions, filter, basis);
    }

    /** Adds the filters that only retirements know, and says whether there are any. */
    private static boolean certificates(Conditions filter, Filter given) {
        LocalDate from = given.date("retiredFrom");
        LocalDate to = given.date("retiredTo");
        given.ordered("retiredFrom", from, "retiredTo", to);
        String purpose = given.word("purpose", PURPOSES);
        String beneficiary = given.text("beneficiary");
        filter.andIf(from, "retired_on >= ?").andIf(to, "retired_on <= ?").andIf(purpose, "purpose = ?");
        given.words("beneficiary").forEach(word -> filter.and("search like searchable(?)", word));
        return from != null || to != null || purpose != null || beneficiary != null;
    }

    /** The same credits as one group. */
    StatisticsQuery total() {
        return new StatisticsQuery(List.of(), filter, basis);
    }

    /** One row for each group, in the order of its values. */
    String sql() {
        String columns = by.stream().map(Dimension::column).collect(Collectors.joining(", "));
        String numbers =
                IntStream.rangeClosed(1, by.size()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "select " + (by.isEmpty() ? "" : columns + ", ")
                + "coalesce(sum(issued), 0)::bigint as issued, coalesce(sum(buffer), 0)::bigint as buffer,"
                + " coalesce(sum(retired), 0)::bigint as retired, coalesce(sum(cancelled), 0)::bigint as cancelled,"
                + " coalesce(sum(converted), 0)::bigint as converted,"
                + " (coalesce(sum(singles), 0) + count(distinct retirement))::bigint as retirements,"
                + " count(distinct project) as projects, count(distinct block) as blocks"
                + " from (" + StatisticsSql.of(basis) + ") f where " + filter.sql()
                + (by.isEmpty() ? "" : " group by " + numbers + " order by " + numbers);
    }

    /** The groups after a cursor, of the query {@link #sql}. */
    Conditions after(String cursor) {
        Conditions page = filter.copy();
        return cursor == null ? page : page.and(afterKey(), key(cursor));
    }

    /** The condition that a group comes after a key. */
    String afterKey() {
        String columns = by.stream().map(Dimension::column).collect(Collectors.joining(", "));
        String marks = by.stream().map(d -> "?").collect(Collectors.joining(", "));
        return "(" + columns + ") > (" + marks + ")";
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
