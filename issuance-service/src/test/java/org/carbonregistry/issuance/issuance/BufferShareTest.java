package org.carbonregistry.issuance.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferShareTest {

    @ParameterizedTest(name = "rule {0}, nature-based {1}, rating {2}, minimum {3}: {5} of {4}")
    @CsvSource({
        "NONE,         true,  3000, 1000, 1000,   0",
        "NATURE_BASED, false, 3000, 1000, 1000,   0",
        "NATURE_BASED, true,  3000, 1000, 1000, 300",
        "NATURE_BASED, true,   500, 1000, 1000, 100",
        "NATURE_BASED, true,      , 1000, 1000, 100",
        "ALL,          false, 1500, 1000, 1000, 150",
        "ALL,          false,    0,    0, 1000,   0",
        "ALL,          false, 1000, 1000, 1001, 101",
        "ALL,          false,    1,    0,    1,   1",
        "ALL,          true, 10000, 1000,    7,   7",
    })
    void theBufferTakesTheGreaterOfRatingAndMinimumRoundedUp(
            BufferRule rule, boolean natureBased, Integer rating, int minimum, long quantity, long share) {
        var program = Examples.program(ImportState.NONE, List.of(), rule, minimum, false);
        assertEquals(share, BufferShare.of(program, natureBased, rating, quantity));
    }
}
