package org.carbonregistry.publicapi.serial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A serial number as another registry writes it, of a kind whose parts of a range can be named: today Verra's.
 *
 * <p>{@code ISSUANCE-FIRST-LAST-[VCS-]VCU-…}; the unit numbers are unique within the first field, and the rest is the same
 * for every part of a range. Example: {@code 7944-443163147-443163646-VCU-046-APX-CN-1-1860-01012018-31072018-0}.
 *
 * @param registry {@code verra}
 * @param scope within what the unit numbers are unique
 * @param first the source's number of the first unit
 * @param last the source's number of the last unit, at least {@code first}
 * @param rest what follows the unit numbers
 */
record SourceSerial(String registry, String scope, long first, long last, String rest) {

    private static final Pattern VERRA = Pattern.compile(
            "([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,18})-((?:VCS-)?VCU-[0-9A-Za-z]+-[0-9A-Za-z]+-[A-Za-z]{2}-[0-9A-Za-z_-]{1,80})");

    /** The text taken apart, or nothing when it has not this form or ends before it starts. */
    static Optional<SourceSerial> of(String text) {
        Matcher m = VERRA.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(m.group(2));
        long last = Long.parseLong(m.group(3));
        return first > last
                ? Optional.empty()
                : Optional.of(new SourceSerial("verra", m.group(1), first, last, m.group(4)));
    }

    long quantity() {
        return last - first + 1;
    }

    /** Whether a stored serial of the same registry and scope is written with the same rest. */
    boolean restFits(String stored) {
        return of(stored).map(other -> other.rest.equals(rest)).orElse(false);
    }
}
