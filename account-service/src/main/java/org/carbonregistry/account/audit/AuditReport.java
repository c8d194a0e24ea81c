package org.carbonregistry.account.audit;

import java.time.Instant;
import java.util.List;

/**
 * What an audit recomputed and found. Quantities are units; those of programmes with another granularity are not
 * comparable, so sums over programmes are in kilograms only.
 *
 * @param clean whether nothing was found
 * @param findings at most 1000
 * @param movements how many were replayed
 * @param issued sum of the quantities of all blocks
 * @param kilograms what the issued units stand for
 * @param byProgram the same for each programme
 * @param time when the ledger looked like this
 */
public record AuditReport(
        boolean clean,
        List<Finding> findings,
        long blocks,
        long movements,
        long issued,
        ByKind byKind,
        long kilograms,
        List<OfProgram> byProgram,
        Instant time,
        long tookMillis) {

    /** Where the units are: {@code issued} is their sum. */
    public record ByKind(long ordinary, long buffer, long retired, long cancelled, long converted) {

        static final ByKind NONE = new ByKind(0, 0, 0, 0, 0);

        ByKind plus(ByKind o) {
            return new ByKind(
                    ordinary + o.ordinary,
                    buffer + o.buffer,
                    retired + o.retired,
                    cancelled + o.cancelled,
                    converted + o.converted);
        }

        long sum() {
            return ordinary + buffer + retired + cancelled + converted;
        }
    }

    /** The sums of one programme. */
    public record OfProgram(String program, int unitKilograms, long blocks, long issued, ByKind byKind) {}
}
