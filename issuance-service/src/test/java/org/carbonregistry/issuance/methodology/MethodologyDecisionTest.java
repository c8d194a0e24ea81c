package org.carbonregistry.issuance.methodology;

import static org.carbonregistry.issuance.Examples.methodology;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.program;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.junit.jupiter.api.Test;

class MethodologyDecisionTest {

    private static final LocalDate DAY = LocalDate.of(2020, 1, 1);

    @Test
    void aMethodologyAppliesToTypesOfItsProgramme() throws Exception {
        assertEquals("accepted", register(List.of("solar", "forest"), List.of()));
        assertEquals("type-not-allowed /projectTypes/1", register(List.of("solar", "tidal"), List.of()));
        assertEquals("field-missing /projectTypes", register(List.of(), List.of()));
        assertEquals("field-missing /projectTypes", register(null, List.of()));
    }

    @Test
    void everyVersionHasAValidityAndANameOfItsOwn() throws Exception {
        assertEquals("accepted", register(List.of("solar"), List.of(new Version("1", DAY, DAY))));
        assertEquals(
                "field-missing /versions/0/validFrom",
                register(List.of("solar"), List.of(new Version("1", null, DAY))));
        assertEquals(
                "ends-before-start /versions/0/validTo",
                register(List.of("solar"), List.of(new Version("1", DAY, DAY.minusDays(1)))));
        assertEquals(
                "already-registered /versions/1/version",
                register(List.of("solar"), List.of(new Version("1", DAY, DAY), new Version("1", DAY, null))));
        assertEquals(
                "already-registered /version",
                outcome(() -> MethodologyDecision.addVersion(methodology(), new Version("2.0", DAY, null))));
        assertEquals(
                2,
                MethodologyDecision.addVersion(methodology(), new Version("3.0", DAY, null))
                        .number());
    }

    @Test
    void aVersionIsValidFromItsFirstToItsLastDay() {
        assertFalse(methodology().isValid("1.0", LocalDate.of(2009, 12, 31)));
        assertTrue(methodology().isValid("1.0", LocalDate.of(2010, 1, 1)));
        assertTrue(methodology().isValid("1.0", LocalDate.of(2020, 12, 31)));
        assertFalse(methodology().isValid("1.0", LocalDate.of(2021, 1, 1)));
        assertTrue(methodology().isValid("2.0", LocalDate.of(2999, 1, 1)));
        assertFalse(methodology().isValid("3.0", DAY));
    }

    private static String register(List<String> types, List<Version> versions) throws Exception {
        return outcome(() ->
                MethodologyDecision.register(program(), new NewMethodology("M", "CCR", "Method", types, versions)));
    }
}
