package org.carbonregistry.account.history;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * What {@code asOf} names: a moment, by when the registry recorded (domain rule 22), or within one block a movement number.
 * The movement of that moment or number is in.
 *
 * @param time in microseconds, as the journal keeps it; null when a number is meant
 * @param number null when a time is meant
 */
public record PointInTime(Instant time, Long number) {

    /** Before any registry; an earlier moment sees as little. */
    private static final Instant BEGINNING = Instant.EPOCH;

    /** As far off as the database can be asked; a later moment is refused like it. */
    private static final Instant FAR_OFF = Instant.parse("9999-12-31T00:00:00Z");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /**
     * A moment.
     *
     * @throws Refused invalid-parameter
     */
    public static PointInTime time(String asOf) {
        try {
            Instant time = Instant.parse(asOf).truncatedTo(ChronoUnit.MICROS);
            return new PointInTime(time.isBefore(BEGINNING) ? BEGINNING : time.isAfter(FAR_OFF) ? FAR_OFF : time, null);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER,
                    "asOf is a UTC time as in 2024-12-31T23:59:59Z, not '" + asOf + "'",
                    "asOf");
        }
    }

    /**
     * A moment or a movement number.
     *
     * @throws Refused invalid-parameter
     */
    public static PointInTime timeOrNumber(String asOf) {
        if (NUMBER.matcher(asOf).matches()) {
            return new PointInTime(null, Long.valueOf(asOf));
        }
        try {
            return time(asOf);
        } catch (Refused refused) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER,
                    "asOf is a UTC time as in 2024-12-31T23:59:59Z or the number of a movement of the block, not '"
                            + asOf + "'",
                    "asOf");
        }
    }
}
