package org.carbonregistry.issuance.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;

class BufferSharePropertyTest {

    @Property
    void theShareIsRoundedUpToWholeUnits(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long quantity,
            @ForAll @IntRange(min = 0, max = 10_000) int basisPoints) {
        long exact = BigDecimal.valueOf(quantity)
                .multiply(BigDecimal.valueOf(basisPoints))
                .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.CEILING)
                .longValueExact();
        assertEquals(exact, BufferShare.roundedUp(quantity, basisPoints));
    }

    @Property
    void theShareIsNeitherLessThanTheMinimumNorMoreThanTheBlock(
            @ForAll @LongRange(min = 1, max = 1_000_000) long quantity,
            @ForAll @IntRange(min = 0, max = 10_000) int rating,
            @ForAll @IntRange(min = 0, max = 10_000) int minimum) {
        var program = Examples.program(ImportState.NONE, List.of(), BufferRule.ALL, minimum, false);
        long share = BufferShare.of(program, false, rating, quantity);
        assertTrue(share * 10_000 >= quantity * minimum && share * 10_000 >= quantity * rating && share <= quantity);
    }
}
