package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;

/**
 * Which units an order wants: exact serial ranges, or a quantity of the oldest that pass a filter. Never both.
 *
 * @param serials the ranges, or empty
 * @param quantity how many: of the serials, or of the oldest
 */
public record Wanted(Filter filter, List<SerialRange> serials, long quantity) {

    /** Units of one account; what is null does not matter. Vintage is the year of the period's end. */
    public record Filter(long account, String program, String project, Integer vintage, String block) {

        boolean accepts(Block candidate) {
            return (program == null || program.equals(candidate.description().program()))
                    && (project == null
                            || project.equals(candidate.description().project()))
                    && (vintage == null || vintage == candidate.description().vintage())
                    && (block == null || block.equals(candidate.description().block()));
        }
    }

    /**
     * Reads the selection of an order.
     *
     * @throws Refused invalid-selection, invalid-quantity, too-many-ranges, unknown-serial (of another form)
     */
    public static Wanted of(Filter filter, List<String> serials, Long quantity) {
        boolean exact = serials != null && !serials.isEmpty();
        boolean filtered = filter.program() != null
                || filter.project() != null
                || filter.vintage() != null
                || filter.block() != null;
        if (exact == (quantity != null) || exact && filtered) {
            throw new Refused(
                    AccountRefusal.INVALID_SELECTION,
                    "name either serials alone, or a quantity with what narrows it down",
                    exact ? "/serials" : "/quantity");
        }
        if (!exact) {
            if (quantity < 1) {
                throw new Refused(
                        AccountRefusal.INVALID_QUANTITY, "a quantity is at least 1, not " + quantity, "/quantity");
            }
            return new Wanted(filter, List.of(), quantity);
        }
        if (serials.size() > Holdings.MOST_RANGES) {
            throw new Refused(
                    AccountRefusal.TOO_MANY_RANGES,
                    serials.size() + " ranges in one transaction; the most is " + Holdings.MOST_RANGES,
                    "/serials");
        }
        List<SerialRange> ranges = new ArrayList<>(serials.size());
        long sum = 0;
        for (int i = 0; i < serials.size(); i++) {
            try {
                SerialRange range = SerialRange.parse(serials.get(i));
                ranges.add(range);
                sum = saturated(sum, range.units().quantity());
            } catch (IllegalArgumentException e) {
                throw new Refused(AccountRefusal.UNKNOWN_SERIAL, e.getMessage(), "/serials/" + i);
            }
        }
        return new Wanted(filter, List.copyOf(ranges), sum);
    }

    public boolean isExact() {
        return !serials.isEmpty();
    }

    static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
