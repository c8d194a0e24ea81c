package org.carbonregistry.issuance.issuance;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.issuance.Bounds;

/**
 * One vintage of an accepted request: it becomes one block.
 *
 * @param position its place in the request, from 1
 * @param verifiedPosition the vintage of the verification it is taken from
 * @param effectiveDate the original date when a ledger is brought in, otherwise null
 */
record RequestedVintage(
        int position,
        int verifiedPosition,
        LocalDate start,
        LocalDate end,
        long quantity,
        LocalDate effectiveDate,
        List<SourceRange> sourceRanges) {

    RequestedVintage {
        sourceRanges = Bounds.keep(sourceRanges, Bounds.SOURCE_RANGES);
    }

    /** Whether it was issued elsewhere before: it has a date or serials of its source. */
    boolean isBroughtIn() {
        return effectiveDate != null || !sourceRanges.isEmpty();
    }
}
