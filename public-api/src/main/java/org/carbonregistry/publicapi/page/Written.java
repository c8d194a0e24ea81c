package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.carbonregistry.publicapi.statistics.Figures;

/** How values are written for people. */
@TemplateExtension
final class Written {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final Map<String, String> PURPOSES = Map.of(
            "voluntary", "Voluntary",
            "compliance", "Compliance scheme",
            "corsia", "CORSIA (international aviation)",
            "national-contribution", "National contribution",
            "other", "Other");

    private Written() {}

    static String written(LocalDate date) {
        return DAY.format(date).replace("Sept", "Sep");
    }

    static String written(Instant time) {
        return MOMENT.format(time).replace("Sept", "Sep");
    }

    /** 1212216991 as 1,212,216,991. */
    static String grouped(Number number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /** Kilograms as grouped tonnes, exact. */
    static String tonnesWritten(Number kilograms) {
        String plain = Figures.tonnes(kilograms.longValue()).toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        return grouped(Long.parseLong(whole)) + (point < 0 ? "" : plain.substring(point));
    }

    /** The noun for so many. */
    static String of(Number count, String noun) {
        return count.longValue() == 1 ? noun : noun + "s";
    }

    static String countryName(String code) {
        String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
        return name.isEmpty() ? code : name;
    }

    /** A wire word for people: {@code under-validation} and {@code creditingPeriod} with blanks. */
    static String words(String wire) {
        return wire.replace('-', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A purpose for people; null when it is not stated. */
    static String purpose(String wire) {
        return wire == null || "not-stated".equals(wire) ? null : PURPOSES.getOrDefault(wire, capital(words(wire)));
    }

    static String urlPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The state of units as one word for the style sheet. */
    static String kind(String state) {
        return "retired-certificate-pending".equals(state) ? "pending" : state;
    }

    static String stateName(String state) {
        return "retired-certificate-pending".equals(state) ? "retired, certificate pending" : state;
    }
}
