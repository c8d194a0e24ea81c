package org.carbonregistry.publicapi.search;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** Reads filters from query parameters. A value that cannot be meant is refused and named, never ignored or clamped. */
public final class Filter {

    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 10;
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private final MultivaluedMap<String, String> parameters;

    public Filter(UriInfo uri) {
        this.parameters = uri.getQueryParameters();
    }

    /** The text, without blanks around it, or null when the parameter is absent or empty. */
    public String text(String name) {
        List<String> given = parameters.get(name);
        if (given == null) {
            return null;
        }
        if (given.size() > 1) {
            throw refused(name, "is given " + given.size() + " times");
        }
        String text = given.get(0).strip();
        if (text.length() > LONGEST) {
            throw refused(name, "is longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw refused(name, "holds control characters");
        }
        return text.isEmpty() ? null : text;
    }

    /**
     * Each word of the text as a pattern for {@code like}, in which what has a meaning there is escaped; none when the
     * parameter is absent.
     */
    public List<String> words(String name) {
        String text = text(name);
        if (text == null) {
            return List.of();
        }
        String[] words = text.split("\\s+");
        if (words.length > MOST_WORDS) {
            throw refused(name, "has more than " + MOST_WORDS + " words");
        }
        return Arrays.stream(words)
                .map(word ->
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .toList();
    }

    /** One of the given words. */
    public String word(String name, List<String> words) {
        String text = text(name);
        if (text != null && !words.contains(text)) {
            throw refused(name, "is one of " + String.join(", ", words) + ", not '" + text + "'");
        }
        return text;
    }

    /** ISO 3166-1 alpha-2. */
    public String country() {
        String text = text("country");
        if (text != null && !COUNTRIES.contains(text)) {
            throw refused("country", "is an ISO 3166-1 alpha-2 code in capitals, not '" + text + "'");
        }
        return text;
    }

    /** Years {@code nameFrom} to {@code nameTo}; refuses an end that lies before the start. */
    public Bounds<Integer> years(String name) {
        return bounds(name, parameter -> {
            Long year = whole(parameter, 1900, 2200);
            return year == null ? null : year.intValue();
        });
    }

    /** Dates {@code nameFrom} to {@code nameTo}, likewise. */
    public Bounds<LocalDate> dates(String name) {
        return bounds(name, this::date);
    }

    /** Quantities {@code nameFrom} to {@code nameTo}, likewise. */
    public Bounds<Long> quantities(String name) {
        return bounds(name, this::quantity);
    }

    public Long quantity(String name) {
        return whole(name, 0, Long.MAX_VALUE);
    }

    private LocalDate date(String name) {
        String text = text(name);
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            if (date == null || date.getYear() >= 0 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw refused(name, "is a date such as 2026-03-31, not '" + text + "'");
    }

    private static <C extends Comparable<? super C>> Bounds<C> bounds(String name, Function<String, C> read) {
        Bounds<C> bounds = new Bounds<>(read.apply(name + "From"), read.apply(name + "To"));
        if (bounds.from() != null && bounds.to() != null && bounds.to().compareTo(bounds.from()) < 0) {
            throw refused(name + "To", bounds.to() + " lies before " + name + "From " + bounds.from());
        }
        return bounds;
    }

    private Long whole(String name, long least, long most) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refused(name, "is a whole number from " + least + " to " + most + ", not '" + text + "'");
    }

    /** A refusal that names the parameter. */
    public static Refused refused(String name, String sentence) {
        return new Refused(EdgeRefusal.INVALID_PARAMETER, name + " " + sentence, name);
    }
}
