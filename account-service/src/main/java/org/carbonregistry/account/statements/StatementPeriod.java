package org.carbonregistry.account.statements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * Days in UTC, both included, all of them over.
 *
 * @param from first day
 * @param to last day, at most {@value #MOST_DAYS} days with the first
 */
public record StatementPeriod(LocalDate from, LocalDate to) {

    /** The longest period that is told at once: a year. */
    public static final int MOST_DAYS = 366;

    /**
     * The period that is asked for: yesterday when nothing is said, one day when only one is named.
     *
     * @param today the day that is not over
     * @throws Refused invalid-parameter, invalid-period, day-not-over
     */
    public static StatementPeriod of(String from, String to, LocalDate today) {
        LocalDate first = date(from, "from");
        LocalDate last = date(to, "to");
        if (last == null) {
            last = first == null ? today.minusDays(1) : first;
        }
        if (first == null) {
            first = last;
        }
        if (last.isBefore(first)) {
            throw new Refused(AccountRefusal.INVALID_PERIOD, "the period ends before it starts", "to");
        }
        if (first.plusDays(MOST_DAYS).compareTo(last) <= 0) {
            throw new Refused(AccountRefusal.INVALID_PERIOD, "a period has at most " + MOST_DAYS + " days", "to");
        }
        StatementPeriod period = new StatementPeriod(first, last);
        if (!last.isBefore(today)) {
            throw period.notOver();
        }
        return period;
    }

    /** The refusal of a period that is not over. */
    public Refused notOver() {
        return new Refused(AccountRefusal.DAY_NOT_OVER, to + " is not over in UTC", "to");
    }

    /** What is recorded from here on is in. */
    public Instant start() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What is recorded from here on is not in. */
    public Instant end() {
        return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate date(String text, String parameter) {
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            if (date == null || date.getYear() >= 1970 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw new Refused(
                EdgeRefusal.INVALID_PARAMETER,
                parameter + " is a date as in 2024-12-31, not '" + text + "'",
                parameter);
    }
}
