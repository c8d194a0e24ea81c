package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.carbonregistry.events.serial.SerialRange;
import org.junit.jupiter.api.Test;

class NeededTest {

    private static final SerialRange SERIAL = SerialRange.parse("CCR-KE-1042-2023-58-3-5");

    @Test
    void ordersOutOfOneBlockNeedTogetherWhatEachNeeds() {
        Needed needed = Needed.of(List.of(oldest(7, "CCR-58", 3), oldest(7, "CCR-58", 4), oldest(8, "CCR-58", 1)));
        assertEquals(Map.of(new Needed.Place(7, "CCR-58"), 7L, new Needed.Place(8, "CCR-58"), 1L), needed.inBlocks());
        assertEquals(Map.of(), needed.anywhere());
    }

    @Test
    void anOrderThatNamesNoBlockMayNeedItsUnitsOutOfAny() {
        assertEquals(
                Map.of(7L, 12L),
                Needed.of(List.of(oldest(7, null, 5), oldest(7, null, 7))).anywhere());
    }

    @Test
    void noOrderNeedsMoreHoldingsThanATransactionMayMoveAndOneMore() {
        List<Wanted> wanted = List.of(oldest(7, null, Long.MAX_VALUE), oldest(7, null, 1), oldest(7, "CCR-58", 1002));
        assertEquals(Map.of(7L, 1002L), Needed.of(wanted).anywhere());
        assertEquals(
                Map.of(new Needed.Place(7, "CCR-58"), 1001L), Needed.of(wanted).inBlocks());
        assertTrue(Needed.isCut(wanted));
        assertFalse(Needed.isCut(List.of(oldest(7, null, 1001))));
    }

    @Test
    void namedSerialsAreNeededAsNamed() {
        Wanted exact = new Wanted(filter(7, null), List.of(SERIAL), 3);
        assertEquals(
                List.of(new Needed.Exact(7, SERIAL)), Needed.of(List.of(exact)).exact());
    }

    @Test
    void aHoldingThatANamedSerialTakesIsNoneOfThoseForAQuantity() {
        Wanted exact = new Wanted(filter(7, null), List.of(SERIAL), 3);
        assertEquals(
                Map.of(new Needed.Place(7, "CCR-58"), 1L),
                Needed.of(List.of(exact, oldest(7, null, 5))).inBlocks());
        assertEquals(
                Map.of(new Needed.Place(7, "CCR-58"), 6L),
                Needed.of(List.of(oldest(7, "CCR-58", 5), exact)).inBlocks());
        assertEquals(Map.of(), Needed.of(List.of(exact, oldest(8, null, 5))).inBlocks());
    }

    private static Wanted oldest(long account, String block, long quantity) {
        return new Wanted(filter(account, block), List.of(), quantity);
    }

    private static Wanted.Filter filter(long account, String block) {
        return new Wanted.Filter(account, null, null, null, block);
    }
}
