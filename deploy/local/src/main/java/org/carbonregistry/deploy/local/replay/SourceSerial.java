package org.carbonregistry.deploy.local.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A serial range of the source registry: {@code ISSUANCE-FIRST-LAST-…-COUNTRY-SCOPE-PROJECT-START-END-FLAG}. What lies
 * between the unit numbers and the country has several spellings, and one real row has {@code _} between its dates.
 *
 * @param text as written there
 * @param issuance the first field; the source's unit numbers are unique only within it
 * @param first the source's number of the first unit
 * @param last the source's number of the last unit
 * @param country ISO 3166-1 alpha-2, as the serial says
 * @param project the source's project number
 */
record SourceSerial(String text, long issuance, long first, long last, String country, String project) {

    private static final Pattern FORMAT = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})-[A-Z0-9-]+?-"
            + "([A-Z]{2})-\\d{1,2}-(\\d{1,20})-\\d{8}[-_]\\d{8}-\\d");

    SourceSerial {
        if (last < first) {
            throw new IllegalArgumentException("the serial ends before it starts: " + text);
        }
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it has none of the known spellings
     */
    static SourceSerial parse(String text) {
        Matcher m = FORMAT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a serial number of the source: " + text);
        }
        return new SourceSerial(
                text,
                Long.parseLong(m.group(1)),
                Long.parseLong(m.group(2)),
                Long.parseLong(m.group(3)),
                m.group(4),
                m.group(5));
    }

    /** How many units it names. */
    long quantity() {
        return last - first + 1;
    }

    /** Whether both name a unit of the source. */
    boolean overlaps(SourceSerial other) {
        return issuance == other.issuance && first <= other.last && other.first <= last;
    }
}
