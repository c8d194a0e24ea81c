package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingsTest {

    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final long OLD = 10;
    private static final long YOUNG = 11;
    private Holdings holdings;

    @BeforeEach
    void annaHoldsAHundredOldAndAHundredYoungUnits() {
        holdings = new Holdings(List.of(
                new Holding(OLD, ANNA, new UnitRange(1, 60)),
                new Holding(OLD, BEN, new UnitRange(61, 80)),
                new Holding(OLD, ANNA, new UnitRange(81, 120)),
                new Holding(YOUNG, ANNA, new UnitRange(1, 100))));
    }

    @Test
    void theOldestUnitsMoveFirstAcrossBlocks() {
        List<Movement> moves = holdings.moveOldest(ANNA, BEN, List.of(OLD, YOUNG), 110);
        assertEquals(
                List.of(
                        new Movement(OLD, new UnitRange(1, 60), ANNA, BEN),
                        new Movement(OLD, new UnitRange(81, 120), ANNA, BEN),
                        new Movement(YOUNG, new UnitRange(1, 10), ANNA, BEN)),
                moves);
        assertEquals(List.of(new UnitRange(1, 120)), holdings.of(BEN, OLD));
        assertEquals(List.of(new UnitRange(11, 100)), holdings.of(ANNA, YOUNG));
    }

    @Test
    void exactUnitsSplitTheHolding() {
        holdings.moveExactly(ANNA, BEN, YOUNG, List.of(new UnitRange(40, 50)));
        assertEquals(List.of(new UnitRange(1, 39), new UnitRange(51, 100)), holdings.of(ANNA, YOUNG));
        assertEquals(List.of(new UnitRange(40, 50)), holdings.of(BEN, YOUNG));
    }

    @Test
    void aRefusedOrderMovesNothing() {
        assertThrows(Refused.class, () -> holdings.moveOldest(ANNA, BEN, List.of(OLD, YOUNG), 201));
        assertThrows(
                Refused.class,
                () -> holdings.moveExactly(ANNA, BEN, OLD, List.of(new UnitRange(1, 10), new UnitRange(70, 90))));
        assertEquals(List.of(new UnitRange(1, 60), new UnitRange(81, 120)), holdings.of(ANNA, OLD));
        assertEquals(List.of(new UnitRange(61, 80)), holdings.of(BEN, OLD));
    }

    @Test
    void noMoreRangesThanATransactionMayHold() {
        List<Holding> scattered = new java.util.ArrayList<>();
        for (int i = 0; i <= Holdings.MOST_RANGES; i++) {
            scattered.add(new Holding(OLD, ANNA, new UnitRange(2L * i + 1, 2L * i + 1)));
        }
        Holdings many = new Holdings(scattered);
        Refused refused =
                assertThrows(Refused.class, () -> many.moveOldest(ANNA, BEN, List.of(OLD), Holdings.MOST_RANGES + 1));
        assertEquals(LedgerRefusal.TOO_MANY_RANGES, refused.reason());
        assertEquals(
                Holdings.MOST_RANGES,
                many.moveOldest(ANNA, BEN, List.of(OLD), Holdings.MOST_RANGES).size());
    }

    @ParameterizedTest
    @CsvSource({
        "0, INVALID_QUANTITY",
        "-5, INVALID_QUANTITY",
        "201, INSUFFICIENT_UNITS",
        "9223372036854775807, INSUFFICIENT_UNITS"
    })
    void aQuantityThatCannotMoveIsRefusedByName(long quantity, LedgerRefusal reason) {
        Refused refused =
                assertThrows(Refused.class, () -> holdings.moveOldest(ANNA, BEN, List.of(OLD, YOUNG), quantity));
        assertEquals(reason, refused.reason());
    }

    @ParameterizedTest
    @CsvSource({"61, 61, NOT_HELD", "60, 61, NOT_HELD", "120, 121, NOT_HELD", "500, 600, NOT_HELD"})
    void unitsThatAreNotHeldAreRefused(long first, long last, LedgerRefusal reason) {
        Refused refused = assertThrows(
                Refused.class, () -> holdings.moveExactly(ANNA, BEN, OLD, List.of(new UnitRange(first, last))));
        assertEquals(reason, refused.reason());
    }

    @Test
    void aUnitNamedTwiceIsRefused() {
        Refused refused = assertThrows(
                Refused.class,
                () -> holdings.moveExactly(ANNA, BEN, OLD, List.of(new UnitRange(1, 10), new UnitRange(10, 20))));
        assertEquals(LedgerRefusal.REPEATED_UNITS, refused.reason());
    }
}
