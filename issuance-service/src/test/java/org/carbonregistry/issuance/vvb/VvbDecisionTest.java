package org.carbonregistry.issuance.vvb;

import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.vvb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.junit.jupiter.api.Test;

class VvbDecisionTest {

    private static final LocalDate DAY = LocalDate.of(2020, 1, 1);

    @Test
    void aBodyIsAccreditedForSectorsForATime() throws Exception {
        assertEquals("accepted", register("CH", new Accreditation("energy", DAY, null)));
        assertEquals("invalid-value /country", register("Switzerland"));
        assertEquals("field-missing /accreditations/0/sector", register("CH", new Accreditation(null, DAY, null)));
        assertEquals("field-missing /accreditations/0/validFrom", register("CH", new Accreditation("x", null, null)));
        assertEquals(
                "ends-before-start /accreditations/0/validTo",
                register("CH", new Accreditation("x", DAY, DAY.minusDays(1))));
    }

    @Test
    void anAccreditationHoldsFromItsFirstToItsLastDay() {
        Vvb vvb = vvb(VvbState.ACTIVE);
        assertFalse(vvb.isAccredited("energy", LocalDate.of(2014, 12, 31)));
        assertTrue(vvb.isAccredited("energy", LocalDate.of(2015, 1, 1)));
        assertTrue(vvb.isAccredited("energy", LocalDate.of(2026, 12, 31)));
        assertFalse(vvb.isAccredited("energy", LocalDate.of(2027, 1, 1)));
        assertFalse(vvb.isAccredited("forestry", DAY));
    }

    @Test
    void aBodyIsSuspendedAndReinstatedOnceEach() throws Exception {
        Vvb active = vvb(VvbState.ACTIVE);
        assertEquals("illegal-move", outcome(() -> VvbDecision.move(active, VvbState.ACTIVE)));
        Vvb suspended = VvbDecision.move(active, VvbState.SUSPENDED);
        assertEquals(VvbState.SUSPENDED, suspended.status());
        assertEquals(2, suspended.number());
        assertEquals("illegal-move", outcome(() -> VvbDecision.move(suspended, VvbState.SUSPENDED)));
        assertEquals(
                VvbState.ACTIVE, VvbDecision.move(suspended, VvbState.ACTIVE).status());
    }

    private static String register(String country, Accreditation... accreditations) throws Exception {
        return outcome(() -> VvbDecision.register(new NewVvb("V", "Body", country, null, List.of(accreditations))));
    }
}
