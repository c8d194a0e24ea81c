package org.carbonregistry.issuance.issuance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedSource;
import org.carbonregistry.issuance.program.Program;

/** Whether source ranges fit into their vintage, and nothing is taken twice within one request: rule 3 of the domain. */
final class SourceRanges {

    private SourceRanges() {}

    /** The ranges of one vintage of {@code quantity} units, in order of our units. */
    static List<SourceRange> of(Program program, List<AskedSource> asked, long quantity, String at) {
        if (asked == null || asked.isEmpty()) {
            return List.of();
        }
        if (!program.isImportOpen()) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("Then units may come from another registry.", at);
        }
        Shape.list(asked, Bounds.SOURCE_RANGES, at);
        List<SourceRange> ranges = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            ranges.add(range(program, Shape.given(asked.get(i), at + "/" + i), quantity, at + "/" + i));
        }
        ranges.sort(Comparator.comparingLong(SourceRange::first));
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last()) {
                throw IssuanceRefusal.SOURCE_RANGE_DOES_NOT_FIT.of(
                        "Unit " + ranges.get(i).first() + " comes from two places.", at);
            }
        }
        return List.copyOf(ranges);
    }

    /** No unit of the source is in two ranges, unless the source itself lists it twice and both ranges say so. */
    static void requireDistinct(List<RequestedVintage> vintages) {
        List<SourceRange> all = vintages.stream()
                .flatMap(v -> v.sourceRanges().stream())
                .sorted(Comparator.comparing(SourceRange::registry)
                        .thenComparing(SourceRange::scope)
                        .thenComparingLong(SourceRange::sourceFirst))
                .toList();
        SourceRange furthest = null;
        SourceRange furthestUncontested = null;
        for (SourceRange range : all) {
            SourceRange before = range.contested() ? furthestUncontested : furthest;
            if (reaches(before, range)) {
                throw IssuanceRefusal.SOURCE_UNITS_TAKEN.of(
                        range.serial() + " and " + before.serial() + ".", "/vintages");
            }
            furthest = further(furthest, range);
            furthestUncontested = range.contested() ? furthestUncontested : further(furthestUncontested, range);
        }
    }

    private static boolean reaches(SourceRange before, SourceRange range) {
        return sameScope(before, range) && range.sourceFirst() <= before.sourceLast();
    }

    private static SourceRange further(SourceRange before, SourceRange range) {
        return sameScope(before, range) && before.sourceLast() > range.sourceLast() ? before : range;
    }

    private static boolean sameScope(SourceRange before, SourceRange range) {
        return before != null
                && before.registry().equals(range.registry())
                && before.scope().equals(range.scope());
    }

    private static SourceRange range(Program program, AskedSource asked, long quantity, String at) {
        long first = Shape.given(asked.first(), at + "/first");
        long last = Shape.given(asked.last(), at + "/last");
        long sourceFirst = Shape.given(asked.sourceFirst(), at + "/sourceFirst");
        long sourceLast = Shape.given(asked.sourceLast(), at + "/sourceLast");
        if (!program.sourceRegistry().equals(Shape.given(asked.registry(), at + "/registry"))) {
            throw IssuanceRefusal.SOURCE_RANGE_DOES_NOT_FIT.of(
                    "The programme's source is " + program.sourceRegistry() + ".", at + "/registry");
        }
        if (first < 1
                || last < first
                || last > quantity
                || sourceFirst < 0
                || sourceLast - sourceFirst != last - first) {
            throw IssuanceRefusal.SOURCE_RANGE_DOES_NOT_FIT.of(
                    "Units " + first + " to " + last + " of 1 to " + quantity + ", source " + sourceFirst + " to "
                            + sourceLast + ".",
                    at);
        }
        return new SourceRange(
                first,
                last,
                asked.registry(),
                Shape.text(asked.scope(), Bounds.SOURCE_SCOPE, at + "/scope"),
                sourceFirst,
                sourceLast,
                Shape.text(asked.serial(), Bounds.EXTERNAL_ID, at + "/serial"),
                Boolean.TRUE.equals(asked.contested()));
    }
}
