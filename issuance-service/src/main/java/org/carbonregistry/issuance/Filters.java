package org.carbonregistry.issuance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;

/** Values of list filters: one that nothing can have is refused by name, not answered with an empty list. */
public final class Filters {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Filters() {}

    /** A country code, or null. */
    public static String country(String value) {
        if (value != null && !COUNTRY.matcher(value).matches()) {
            throw refused("a country is two capital letters (ISO 3166-1), not '" + value + "'", "country");
        }
        return value;
    }

    /** A programme's code, or null. */
    public static String program(String value) {
        if (value != null && !SerialRange.isProgramCode(value)) {
            throw refused("no programme has the code '" + value + "'", "program");
        }
        return value;
    }

    /** A time in ISO 8601 with its offset, or null. */
    public static Instant time(String value, String parameter) {
        try {
            Instant time = value == null ? null : OffsetDateTime.parse(value).toInstant();
            if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
                throw refused("a year has four digits", parameter);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw refused("a time is like 2026-03-01T12:00:00Z, not '" + value + "'", parameter);
        }
    }

    /** A state by its word, or null. */
    public static <T> T state(String word, Function<String, T> named) {
        try {
            return word == null ? null : named.apply(word);
        } catch (IllegalArgumentException e) {
            throw refused("there is no state '" + word + "'", "status");
        }
    }

    private static Refused refused(String sentence, String parameter) {
        return new Refused(EdgeRefusal.INVALID_PARAMETER, sentence, parameter);
    }
}
