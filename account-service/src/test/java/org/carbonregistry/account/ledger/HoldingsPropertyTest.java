package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/** The holdings against a model that knows the owner of every single unit. */
class HoldingsPropertyTest {

    private static final int UNITS = 60;
    private static final List<Long> BLOCKS = List.of(1L, 2L);

    @Property
    void everyUnitHasTheOwnerOfTheModelAndWhatIsWrittenDownSaysTheSame(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 999_999) Integer> steps) {
        // Given
        int[][] model = new int[2][UNITS + 1];
        List<Holding> rows = List.of(
                new Holding(1L, 1, Title.free(0), new UnitRange(1, UNITS)),
                new Holding(2L, 2, Title.free(0), new UnitRange(1, UNITS)));
        Holdings holdings = new Holdings(rows);

        // When
        for (int step : steps) {
            int from = step % 3;
            int to = (from + 1 + step / 3 % 2) % 3;
            int quantity = 1 + step / 6 % 80;
            int unit = 1 + step / 480 % UNITS;
            if (step % 7 < 4) {
                moveOldest(holdings, model, from, to, quantity);
            } else {
                moveExactly(holdings, model, from, to, 1 + step % 2, unit, Math.min(UNITS, unit + quantity % 9));
            }
        }

        // Then
        assertSame(model, holdings);
        assertSame(model, new Holdings(applied(rows, holdings.changes())));
    }

    private static void moveOldest(Holdings holdings, int[][] model, int from, int to, int quantity) {
        List<int[]> owned = new ArrayList<>();
        for (int block = 0; block < 2; block++) {
            for (int unit = 1; unit <= UNITS; unit++) {
                if (model[block][unit] == from && owned.size() < quantity) {
                    owned.add(new int[] {block, unit});
                }
            }
        }
        try {
            List<Units> chosen = holdings.oldest(Title.free(from), BLOCKS, quantity, Frozen.nothing());
            assertEquals(quantity, Units.quantity(chosen));
            holdings.move(chosen, Title.free(from), Title.free(to));
            owned.forEach(o -> model[o[0]][o[1]] = to);
        } catch (Refused refused) {
            assertEquals(AccountRefusal.INSUFFICIENT_UNITS, refused.reason());
            assertTrue(owned.size() < quantity);
        }
    }

    private static void moveExactly(
            Holdings holdings, int[][] model, int from, int to, int block, int first, int last) {
        boolean all = true;
        for (int unit = first; unit <= last; unit++) {
            all &= model[block - 1][unit] == from;
        }
        try {
            List<Units> chosen = holdings.exactly(
                    Title.free(from),
                    List.of(new Units(block, new UnitRange(first, last))),
                    String::valueOf,
                    Frozen.nothing());
            assertTrue(all);
            holdings.move(chosen, Title.free(from), Title.free(to));
            for (int unit = first; unit <= last; unit++) {
                model[block - 1][unit] = to;
            }
        } catch (Refused refused) {
            assertEquals(AccountRefusal.NOT_HELD, refused.reason());
            assertTrue(!all);
        }
    }

    private static List<Holding> applied(List<Holding> rows, HoldingChanges changes) {
        Map<Long, Holding> stored = new HashMap<>();
        rows.forEach(row -> stored.put(row.id(), row));
        changes.deleted().forEach(stored::remove);
        changes.updated().forEach(row -> stored.put(row.id(), row));
        List<Holding> after = new ArrayList<>(stored.values());
        after.addAll(changes.inserted());
        return after;
    }

    private static void assertSame(int[][] model, Holdings holdings) {
        for (long block : BLOCKS) {
            int[] seen = new int[UNITS + 1];
            java.util.Arrays.fill(seen, -1);
            seen[0] = 0;
            for (int account = 0; account < 3; account++) {
                for (UnitRange range : holdings.of(Title.free(account), block)) {
                    for (long unit = range.first(); unit <= range.last(); unit++) {
                        assertEquals(-1, seen[(int) unit], "unit " + unit + " is held twice");
                        seen[(int) unit] = account;
                    }
                }
            }
            assertEquals(java.util.Arrays.toString(model[(int) block - 1]), java.util.Arrays.toString(seen));
        }
    }
}
