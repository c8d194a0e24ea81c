package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

class HoldingsPropertyTest {

    private static final long BLOCK = 7;
    private static final long UNITS = 1000;

    @Property
    void whateverMovesTheHoldingsStayAPartitionOfTheBlock(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        Holdings holdings = new Holdings(List.of(new Holding(BLOCK, 0, new UnitRange(1, UNITS))));
        long[] expected = new long[4];
        expected[0] = UNITS;
        for (int step : steps) {
            int from = step % 4;
            int to = (from + 1 + step / 4 % 3) % 4;
            long quantity = 1 + step / 12 % 400;
            try {
                List<Movement> moves = holdings.moveOldest(from, to, List.of(BLOCK), quantity);
                assertEquals(
                        quantity,
                        moves.stream().mapToLong(m -> m.units().quantity()).sum());
                expected[from] -= quantity;
                expected[to] += quantity;
            } catch (Refused refused) {
                assertEquals(LedgerRefusal.INSUFFICIENT_UNITS, refused.reason());
                assertTrue(expected[from] < quantity);
            }
            assertPartition(holdings);
            for (int account = 0; account < 4; account++) {
                assertEquals(
                        expected[account],
                        holdings.of(account, BLOCK).stream()
                                .mapToLong(UnitRange::quantity)
                                .sum());
            }
        }
    }

    private static void assertPartition(Holdings holdings) {
        List<UnitRange> all = new ArrayList<>();
        for (int account = 0; account < 4; account++) {
            all.addAll(holdings.of(account, BLOCK));
        }
        all.sort(null);
        long next = 1;
        for (UnitRange range : all) {
            assertEquals(next, range.first());
            next = range.last() + 1;
        }
        assertEquals(UNITS + 1, next);
    }
}
