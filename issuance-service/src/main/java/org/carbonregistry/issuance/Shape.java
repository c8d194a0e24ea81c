package org.carbonregistry.issuance;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.UnfitCharacters;

/** What a value must look like before any rule is asked. */
public final class Shape {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern FACT = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,59}");

    private static final long MOST_UNITS = 1_000_000_000_000_000L;

    private Shape() {}

    public static <T> T given(T value, String pointer) {
        if (value == null) {
            throw IssuanceRefusal.FIELD_MISSING.of(null, pointer);
        }
        return value;
    }

    /** A list of at most {@code most}; null is an empty one. */
    public static <T> List<T> list(List<T> values, int most, String pointer) {
        if (values != null && values.size() > most) {
            throw IssuanceRefusal.TOO_MANY.of(values.size() + ", at most " + most + ".", pointer);
        }
        return values == null ? List.of() : values;
    }

    /**
     * A text of 1 to {@code most} characters, without control characters, without those that turn the direction of writing, and
     * without blanks around.
     */
    public static String text(String value, int most, String pointer) {
        given(value, pointer);
        if (value.isBlank() || value.length() > most || UnfitCharacters.inLines(value)) {
            throw IssuanceRefusal.INVALID_VALUE.of("It is a text of 1 to " + most + " characters.", pointer);
        }
        return value.strip();
    }

    public static String textOrNull(String value, int most, String pointer) {
        return value == null ? null : text(value, most, pointer);
    }

    public static String code(String value, String pointer) {
        return matching(CODE, value, "It is 1 to 40 letters, digits, dots, slashes, dashes.", pointer);
    }

    /** ISO 3166-1 alpha-2, two capital letters. */
    public static String country(String value, String pointer) {
        return matching(COUNTRY, value, "It is a country code of two capital letters (ISO 3166-1).", pointer);
    }

    public static String sha256(String value, String pointer) {
        return matching(SHA256, value, "It is a SHA-256 of 64 small hexadecimal digits.", pointer);
    }

    /** Names of facts, for what is not stated or derived; null is none. */
    public static List<String> facts(List<String> values, String pointer) {
        List<String> facts = list(values, Bounds.FACTS, pointer);
        for (int i = 0; i < facts.size(); i++) {
            matching(FACT, facts.get(i), "It is the name of a fact.", pointer + "/" + i);
        }
        return facts.stream().distinct().toList();
    }

    /** A day of a year of four digits. */
    public static LocalDate day(LocalDate day, String pointer) {
        given(day, pointer);
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            throw IssuanceRefusal.INVALID_VALUE.of("A year has four digits.", pointer);
        }
        return day;
    }

    /** Units are whole, at least one, and at most a million thousand million: more than there is to save. */
    public static long units(Long quantity, String pointer) {
        if (given(quantity, pointer) < 1 || quantity > MOST_UNITS) {
            throw IssuanceRefusal.INVALID_VALUE.of("A quantity is 1 to " + MOST_UNITS + ".", pointer);
        }
        return quantity;
    }

    /** Both days given and in order. */
    public static void period(LocalDate start, LocalDate end, String startPointer, String endPointer) {
        day(start, startPointer);
        day(end, endPointer);
        if (end.isBefore(start)) {
            throw IssuanceRefusal.ENDS_BEFORE_START.of(start + " to " + end + ".", endPointer);
        }
    }

    private static String matching(Pattern pattern, String value, String particulars, String pointer) {
        given(value, pointer);
        if (!pattern.matcher(value).matches()) {
            throw IssuanceRefusal.INVALID_VALUE.of(particulars, pointer);
        }
        return value;
    }
}
