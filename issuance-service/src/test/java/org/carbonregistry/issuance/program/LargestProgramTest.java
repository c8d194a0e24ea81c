package org.carbonregistry.issuance.program;

import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.Largest;
import org.junit.jupiter.api.Test;

class LargestProgramTest {

    @Test
    void theLargestProgrammeIsFarBelowWhatTheBrokerCarries() {
        int bytes = register(Bounds.COUNTRIES, Bounds.PROJECT_TYPES, Largest.facts())
                .fact(NOW)
                .data()
                .length;
        System.out.printf("largest fact of a programme: %,d bytes%n", bytes);
        assertTrue(bytes > 200_000 && bytes < Largest.MOST_BYTES, () -> bytes + " bytes");
    }

    @Test
    void oneMoreIsRefusedWithTheFieldAtFault() throws Exception {
        List<String> more = Largest.plusOne(Largest.facts());
        assertEquals("too-many /countries", outcome(() -> register(Bounds.COUNTRIES + 1, 1, List.of())));
        assertEquals("too-many /projectTypes", outcome(() -> register(1, Bounds.PROJECT_TYPES + 1, List.of())));
        assertEquals("too-many /mayBeNotStated", outcome(() -> register(1, 1, more)));
    }

    private static Program register(int countries, int types, List<String> notStated) {
        return ProgramDecision.register(new NewProgram(
                "C".repeat(12),
                Largest.text(Bounds.NAME),
                Scope.REGIONAL,
                IntStream.range(0, countries)
                        .mapToObj(i -> "" + (char) ('A' + i / 26 % 26) + (char) ('A' + i % 26))
                        .toList(),
                1000,
                IntStream.range(0, types)
                        .mapToObj(i -> new ProjectType(
                                "t".repeat(36) + "%04d".formatted(i),
                                Largest.text(Bounds.NAME),
                                "s".repeat(40),
                                "reduction",
                                false))
                        .toList(),
                2010,
                true,
                BufferRule.NONE,
                0,
                false,
                notStated,
                Largest.text(Bounds.SOURCE_REGISTRY)));
    }
}
