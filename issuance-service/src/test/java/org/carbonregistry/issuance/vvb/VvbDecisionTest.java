package org.carbonregistry.issuance.vvb;

import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.vvb;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.Largest;
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

    @Test
    void theLargestBodyIsFarBelowWhatTheBrokerCarries() throws Exception {
        Accreditation[] most = accreditations(Bounds.ACCREDITATIONS);
        Vvb vvb =
                VvbDecision.register(new NewVvb("v".repeat(40), Largest.text(Bounds.NAME), "CH", null, List.of(most)));
        int bytes = vvb.fact(Examples.NOW, Largest.text(Bounds.REASON)).data().length;
        assertTrue(bytes > 20_000 && bytes < Largest.MOST_BYTES, () -> bytes + " bytes");
        assertEquals("too-many /accreditations", register("CH", accreditations(Bounds.ACCREDITATIONS + 1)));
    }

    private static Accreditation[] accreditations(int count) {
        return java.util.Collections.nCopies(count, new Accreditation("s".repeat(40), DAY, DAY))
                .toArray(Accreditation[]::new);
    }

    @Test
    void nobodyButARegistrarActsForABodyOfNoOrganisation() throws Exception {
        Vvb known = vvb(VvbState.ACTIVE);
        Vvb nobodys = new Vvb("SC", 1, "Sure Check", "CH", null, VvbState.ACTIVE, known.accreditations());
        Actor without = new Actor("vic", null, false);
        assertEquals("not-your-body /vvb", able(nobodys, Examples.VERIFIER));
        assertEquals("not-your-body /vvb", able(nobodys, without));
        assertEquals("accepted", able(nobodys, Examples.REGISTRAR));
        assertEquals("accepted", able(known, Examples.VERIFIER));
        assertEquals("not-your-body /vvb", able(known, new Actor("vera", "other-check", false)));
        assertEquals("not-your-body /vvb", able(known, without));
    }

    private static String able(Vvb vvb, Actor actor) throws Exception {
        return outcome(() -> {
            VvbDecision.requireAble(vvb, "SC", "energy", DAY, actor);
            return null;
        });
    }
}
