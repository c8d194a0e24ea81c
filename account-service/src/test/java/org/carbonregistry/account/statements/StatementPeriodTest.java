package org.carbonregistry.account.statements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementPeriodTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        ", , 2026-03-09..2026-03-09",
        "2026-03-01, , 2026-03-01..2026-03-01",
        ", 2026-03-02, 2026-03-02..2026-03-02",
        "2026-02-01, 2026-02-28, 2026-02-01..2026-02-28",
        "2025-03-09, 2026-03-09, 2025-03-09..2026-03-09",
        "2025-03-08, 2026-03-09, invalid-period",
        "2026-03-02, 2026-03-01, invalid-period",
        "2026-03-09, 2026-03-10, day-not-over",
        "2026-03-10, , day-not-over",
        "2027-01-01, 2027-01-02, day-not-over",
        "2026-02-30, , invalid-parameter",
        "yesterday, , invalid-parameter",
        "2026-03-01T00:00:00Z, , invalid-parameter",
        ", 01.03.2026, invalid-parameter",
        "0000-01-01, , invalid-parameter",
        "+10000-01-01, , invalid-parameter",
        "'', , invalid-parameter",
    })
    void aPeriodIsDaysThatAreOver(String from, String to, String expected) {
        if (expected.contains("..")) {
            StatementPeriod period = StatementPeriod.of(from, to, TODAY);
            assertEquals(expected, period.from() + ".." + period.to());
        } else {
            Refused refused = assertThrows(Refused.class, () -> StatementPeriod.of(from, to, TODAY));
            assertEquals(expected, refused.reason().code());
        }
    }

    @Test
    void bothDaysAreInAndMidnightBelongsToTheDayItBegins() {
        StatementPeriod period = StatementPeriod.of("2026-03-01", "2026-03-02", TODAY);
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), period.start());
        assertEquals(Instant.parse("2026-03-03T00:00:00Z"), period.end());
    }
}
