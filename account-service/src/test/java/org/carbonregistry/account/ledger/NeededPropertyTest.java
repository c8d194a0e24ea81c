package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/** As many holdings as units are wanted are enough: with the others out of sight every order is decided the same way. */
class NeededPropertyTest {

    private static final long BLOCK = 1;
    private static final Title SENDER = Title.free(1);
    private static final Title RECEIVER = Title.free(2);

    @Property
    void whatLiesBeyondTheNeedChangesNoDecision(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 5) Integer> lengths,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 12) Integer> orders) {
        // Given: holdings of the sender with a unit of somebody else between each two
        List<Holding> all = new ArrayList<>();
        long first = 1;
        for (int length : lengths) {
            all.add(new Holding(first, BLOCK, SENDER, new UnitRange(first, first + length - 1)));
            first += length + 1;
        }
        int need = orders.stream().mapToInt(Integer::intValue).sum();
        List<Holding> needed = all.subList(0, Math.min(need, all.size()));

        // Then
        assertEquals(decided(all, orders), decided(needed, orders));
    }

    /** What each order got, or why it got nothing, one after the other. */
    private static List<String> decided(List<Holding> rows, List<Integer> orders) {
        Holdings holdings = new Holdings(rows);
        List<String> decided = new ArrayList<>();
        for (int quantity : orders) {
            try {
                List<Units> units = holdings.oldest(SENDER, List.of(BLOCK), quantity, Frozen.nothing());
                holdings.move(units, SENDER, RECEIVER);
                decided.add(units.toString());
            } catch (Refused refused) {
                decided.add(refused.getMessage());
            }
        }
        HoldingChanges changes = holdings.changes();
        decided.add(changes.updated() + " " + changes.inserted().size() + " " + changes.deleted());
        return decided;
    }
}
