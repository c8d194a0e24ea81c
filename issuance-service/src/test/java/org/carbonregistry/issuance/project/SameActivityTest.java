package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.Examples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.issuance.Reason;
import org.junit.jupiter.api.Test;

/** Rule 3: the same activity under a second code. */
class SameActivityTest {

    private static final int METRES = 1_000;
    private static final Project FIRST = project("1000", "solar", "-1.3667", "38.0167", 2015, 2024);

    @Test
    void theSameTypeAtTheSamePlaceInTheSamePeriodIsTheSameActivity() throws Exception {
        assertEquals("same-activity /anotherActivity", second("solar", "-1.3667", "38.0167", 2020, 2029));
        assertEquals("same-activity /anotherActivity", second("solar", "-1.3700", "38.0200", 2024, 2034));
    }

    @Test
    void anotherTypeOrPlaceOrPeriodIsAnotherActivity() throws Exception {
        assertEquals("accepted", second("forest", "-1.3667", "38.0167", 2020, 2029));
        assertEquals("accepted", second("solar", "-1.3800", "38.0167", 2020, 2029));
        assertEquals("accepted", second("solar", "-1.3667", "38.0300", 2020, 2029));
        assertEquals("accepted", second("solar", "-1.3667", "38.0167", 2025, 2034));
        assertEquals("accepted", second("solar", null, null, 2020, 2029));
    }

    @Test
    void aPeriodThatIsNotStatedOverlapsEveryOther() throws Exception {
        assertEquals("same-activity /anotherActivity", second("solar", "-1.3667", "38.0167", 0, 0));
    }

    @Test
    void aProjectIsNotItsOwnDouble() {
        assertEquals(Reason.NONE, SameActivity.requireAnother(FIRST, List.of(FIRST), METRES, null, Reason.NONE));
    }

    @Test
    void whyItIsAnotherActivityStandsInTheReason() throws Exception {
        Project second = project("1001", "solar", "-1.3667", "38.0167", 2020, 2029);
        Reason why = SameActivity.requireAnother(
                second, List.of(FIRST), METRES, "the second half of the valley", new Reason("complete", null));
        assertEquals("complete; another activity than CCR-1000: the second half of the valley", why.reason());
        assertEquals(
                "invalid-value /anotherActivity",
                outcome(() -> SameActivity.requireAnother(second, List.of(FIRST), METRES, " ", Reason.NONE)));
    }

    @Test
    void distancesAreThoseOnEarth() {
        assertEquals(111_195, place("0", "0").metresTo(place("1", "0")), 10);
        assertEquals(878_000, place("52.52", "13.405").metresTo(place("48.8566", "2.3522")), 1_000);
        assertEquals(0, place("45", "180").metresTo(place("45", "-180")), 0.001);
        assertEquals(20_015_000, place("0", "0").metresTo(place("0", "180")), 1_000);
    }

    @Test
    void degreesOfManyDigitsAreNotWrittenOut() {
        assertEquals("0.000012", Degrees.of("1.2e-5").text());
        for (String bomb : List.of("1e999999999", "1e-999999999", "1".repeat(25), "0." + "1".repeat(30), "x", "NaN")) {
            assertThrows(IllegalArgumentException.class, () -> Degrees.of(bomb), bomb);
        }
        assertTrue(Degrees.of(-1.3667).isWithin(90));
    }

    private static String second(String type, String latitude, String longitude, int from, int to) throws Exception {
        Project second = project("1001", type, latitude, longitude, from, to);
        return outcome(() -> SameActivity.requireAnother(second, List.of(FIRST), METRES, null, Reason.NONE));
    }

    private static Place place(String latitude, String longitude) {
        return new Place(new Degrees(latitude), new Degrees(longitude));
    }

    private static Project project(String code, String type, String latitude, String longitude, int from, int to) {
        return new Project(
                "CCR-" + code,
                1,
                "CCR",
                code,
                "Sun",
                "KE",
                type,
                "green-valley",
                null,
                null,
                null,
                null,
                latitude == null ? null : new Degrees(latitude),
                longitude == null ? null : new Degrees(longitude),
                from == 0 ? null : LocalDate.of(from, 1, 1),
                to == 0 ? null : LocalDate.of(to, 12, 31),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ProjectState.VALIDATED);
    }
}
