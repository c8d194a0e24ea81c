package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetirementIdsTest {

    @Test
    void idsAreInTheOrderInWhichTheyAreMade() {
        RetirementIds ids = new RetirementIds();
        UUID before = ids.next();
        for (int i = 0; i < 100_000; i++) {
            UUID next = ids.next();
            assertTrue(Long.compareUnsigned(before.getMostSignificantBits(), next.getMostSignificantBits()) < 0);
            before = next;
        }
        assertEquals(7, before.version());
        assertEquals(2, before.variant());
    }
}
