package org.carbonregistry.publicapi.serial;

import java.util.Comparator;
import java.util.List;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/** Finds out which of our units a serial number of another registry names. */
final class SourceUnits {

    private SourceUnits() {}

    /** A stored range: units {@code first..} of our block are units {@code sourceFirst..sourceLast} of the serial there. */
    record Stored(String block, UnitRange units, long sourceFirst, long sourceLast, String serial, boolean contested) {

        /** Our units for those source units both ranges hold. */
        NamedUnits shared(long first, long last) {
            long from = Math.max(first, sourceFirst);
            long until = Math.min(last, sourceLast);
            return new NamedUnits(
                    block, new UnitRange(units.first() + from - sourceFirst, units.first() + until - sourceFirst));
        }
    }

    /**
     * The stored ranges that belong to the serial.
     *
     * @param stored all ranges of its registry and scope that share units with it
     * @throws Refused {@code unknown-serial} when not every unit is here, {@code inconsistent-serial} when the units are
     *     here under another text
     */
    static List<Stored> belonging(SourceSerial asked, List<Stored> stored) {
        List<Stored> fitting =
                stored.stream().filter(s -> asked.restFits(s.serial)).toList();
        Gap gap = firstGap(asked, fitting);
        if (gap == null) {
            return fitting;
        }
        List<Stored> others =
                stored.stream().filter(s -> !asked.restFits(s.serial)).toList();
        if (firstGap(asked, stored) == null) {
            throw new Refused(
                    SerialRefusal.INCONSISTENT_SERIAL,
                    "unit " + gap.first + " of " + asked.registry() + " issuance " + asked.scope()
                            + " is here, but its serial number reads "
                            + others.stream()
                                    .filter(s -> s.sourceFirst <= gap.first && gap.first <= s.sourceLast)
                                    .findFirst()
                                    .map(Stored::serial)
                                    .orElse("otherwise"),
                    "serial");
        }
        String which = gap.first == gap.last ? "unit " + gap.first : "units " + gap.first + " to " + gap.last;
        throw new Refused(
                SerialRefusal.UNKNOWN_SERIAL,
                "no block here holds " + which + " of " + asked.registry() + " issuance " + asked.scope()
                        + (fitting.isEmpty() ? "" : "; the other units of this serial number are here"),
                "serial");
    }

    private record Gap(long first, long last) {}

    private static Gap firstGap(SourceSerial asked, List<Stored> ranges) {
        long next = asked.first();
        for (Stored s : ranges.stream()
                .sorted(Comparator.comparingLong(Stored::sourceFirst))
                .toList()) {
            if (s.sourceFirst > next) {
                return new Gap(next, Math.min(asked.last(), s.sourceFirst - 1));
            }
            next = Math.max(next, s.sourceLast + 1);
        }
        return next > asked.last() ? null : new Gap(next, asked.last());
    }
}
