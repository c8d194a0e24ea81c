package org.carbonregistry.issuance.methodology;

import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.Largest;
import org.junit.jupiter.api.Test;

class LargestMethodologyTest {

    @Test
    void theLargestMethodologyIsFarBelowWhatTheBrokerCarries() throws Exception {
        Methodology methodology = register(1, Bounds.METHODOLOGY_VERSIONS);
        int bytes = methodology.fact(NOW).data().length;
        System.out.printf("largest fact of a methodology: %,d bytes%n", bytes);
        assertTrue(bytes > 40_000 && bytes < Largest.MOST_BYTES, () -> bytes + " bytes");
        assertEquals(
                "too-many /version",
                outcome(() -> MethodologyDecision.addVersion(methodology, new Version("more", TODAY, null))));
    }

    @Test
    void oneMoreIsRefusedWithTheFieldAtFault() throws Exception {
        assertEquals("too-many /versions", outcome(() -> register(1, Bounds.METHODOLOGY_VERSIONS + 1)));
        assertEquals("too-many /projectTypes", outcome(() -> register(Bounds.PROJECT_TYPES + 1, 1)));
    }

    private static Methodology register(int types, int versions) {
        List<Version> all = IntStream.range(0, versions)
                .mapToObj(i -> new Version("v".repeat(36) + "%04d".formatted(i), TODAY, TODAY))
                .toList();
        return MethodologyDecision.register(
                Examples.program(),
                new NewMethodology(
                        "m".repeat(40), "CCR", Largest.text(Bounds.NAME), Collections.nCopies(types, "solar"), all));
    }
}
