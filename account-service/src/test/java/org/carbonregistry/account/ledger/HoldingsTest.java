package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;

class HoldingsTest {

    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final UUID OFFER = new UUID(0, 7);

    /** Anna: block 1 units 1..10 and 21..30, block 2 units 1..100, of which 1..50 are reserved. Ben: block 1 units 11..20. */
    private final Holdings holdings = new Holdings(List.of(
            new Holding(1L, 1, Title.free(ANNA), new UnitRange(1, 10)),
            new Holding(2L, 1, Title.free(BEN), new UnitRange(11, 20)),
            new Holding(3L, 1, Title.free(ANNA), new UnitRange(21, 30)),
            new Holding(4L, 2, Title.reserved(ANNA, OFFER), new UnitRange(1, 50)),
            new Holding(5L, 2, Title.free(ANNA), new UnitRange(51, 100))));

    @Test
    void theOldestUnitsAreTakenBlockByBlockFromTheFirstUnitOn() {
        assertEquals(
                List.of(units(1, 1, 10), units(1, 21, 30), units(2, 51, 55)),
                holdings.oldest(Title.free(ANNA), List.of(1L, 2L), 25, Frozen.nothing()));
    }

    @Test
    void thereIsNoPartialFill() {
        refused(
                AccountRefusal.INSUFFICIENT_UNITS,
                () -> holdings.oldest(Title.free(ANNA), List.of(1L, 2L), 71, Frozen.nothing()));
    }

    @Test
    void aThousandRangesAreTheMostAndOneMoreIsSeenWhateverElseThereIs() {
        List<Holding> rows = new ArrayList<>();
        for (long i = 0; i < 1500; i++) {
            rows.add(new Holding(i, 1, Title.free(ANNA), new UnitRange(1 + 2 * i, 1 + 2 * i)));
        }
        rows.add(new Holding(1500L, 2, Title.free(ANNA), new UnitRange(1, 10_000)));
        List<Holding> read = new ArrayList<>(rows.subList(0, 1001));
        read.add(rows.get(1500));
        for (Holdings of : List.of(new Holdings(rows), new Holdings(read))) {
            for (long quantity : new long[] {1001, 1501, 9000, 1_000_000_000}) {
                refused(
                        AccountRefusal.TOO_MANY_RANGES,
                        () -> of.oldest(Title.free(ANNA), List.of(1L, 2L), quantity, Frozen.nothing()));
            }
            assertEquals(
                    1000,
                    of.oldest(Title.free(ANNA), List.of(1L, 2L), 1000, Frozen.nothing())
                            .size());
        }
    }

    @Test
    void aRowThatIsReadTwiceIsNotTakenForTwo() {
        Holding row = new Holding(1L, 1, Title.free(ANNA), new UnitRange(1, 10));
        assertThrows(IllegalArgumentException.class, () -> new Holdings(List.of(row, row)));
    }

    @Test
    void aQuantityIsAtLeastOne() {
        refused(
                AccountRefusal.INVALID_QUANTITY,
                () -> holdings.oldest(Title.free(ANNA), List.of(1L), 0, Frozen.nothing()));
    }

    @Test
    void reservedUnitsCannotBeTakenOtherwise() {
        refused(
                AccountRefusal.RESERVED,
                () -> holdings.exactly(Title.free(ANNA), List.of(units(2, 50, 50)), String::valueOf, Frozen.nothing()));
        refused(
                AccountRefusal.RESERVED,
                () -> holdings.exactly(Title.free(ANNA), List.of(units(2, 40, 60)), String::valueOf, Frozen.nothing()));
    }

    @Test
    void unitsOfAnotherAccountCannotBeTaken() {
        refused(
                AccountRefusal.NOT_HELD,
                () -> holdings.exactly(Title.free(ANNA), List.of(units(1, 11, 11)), String::valueOf, Frozen.nothing()));
        refused(
                AccountRefusal.NOT_HELD,
                () -> holdings.exactly(Title.free(ANNA), List.of(units(1, 5, 25)), String::valueOf, Frozen.nothing()));
    }

    @Test
    void aUnitCannotBeNamedTwice() {
        refused(
                AccountRefusal.REPEATED_UNITS,
                () -> holdings.exactly(
                        Title.free(ANNA), List.of(units(1, 1, 5), units(1, 5, 6)), String::valueOf, Frozen.nothing()));
    }

    @Test
    void movedUnitsAreTheReceiversAndTheRestStays() {
        // When
        holdings.move(List.of(units(1, 3, 4)), Title.free(ANNA), Title.free(BEN));

        // Then
        assertEquals(
                List.of(new UnitRange(1, 2), new UnitRange(5, 10), new UnitRange(21, 30)),
                holdings.of(Title.free(ANNA), 1));
        assertEquals(List.of(new UnitRange(3, 4), new UnitRange(11, 20)), holdings.of(Title.free(BEN), 1));
    }

    @Test
    void neighboursAreJoinedAndRowsUsedAgain() {
        // When
        holdings.move(List.of(units(1, 21, 30)), Title.free(ANNA), Title.free(BEN));
        HoldingChanges changes = holdings.changes();

        // Then
        assertEquals(List.of(new UnitRange(11, 30)), holdings.of(Title.free(BEN), 1));
        assertEquals(List.of(new Holding(2L, 1, Title.free(BEN), new UnitRange(11, 30))), changes.updated());
        assertEquals(List.of(), changes.inserted());
        assertEquals(List.of(3L), changes.deleted());
    }

    @Test
    void whatWasNotTouchedIsNotWritten() {
        HoldingChanges changes = holdings.changes();
        assertTrue(changes.updated().isEmpty()
                && changes.inserted().isEmpty()
                && changes.deleted().isEmpty());
    }

    @Test
    void whatIsNotUnderATitleCannotBeMovedFromIt() {
        assertThrows(
                IllegalStateException.class,
                () -> holdings.move(List.of(units(1, 10, 11)), Title.free(ANNA), Title.free(BEN)));
    }

    private static Units units(long block, long first, long last) {
        return new Units(block, new UnitRange(first, last));
    }

    private static void refused(AccountRefusal reason, org.junit.jupiter.api.function.Executable order) {
        assertEquals(reason, assertThrows(Refused.class, order).reason());
    }
}
