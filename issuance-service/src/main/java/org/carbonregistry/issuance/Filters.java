package org.carbonregistry.issuance;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;

/** Values of list filters: one that nothing can have is refused by name, not answered with an empty list. */
public final class Filters {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

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
