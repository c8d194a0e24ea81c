package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every order delivered once more, byte for byte: each is answered again with the same bytes, and nothing moves. */
class DuplicateFaultIT {

    private static final List<String> ORDERS =
            List.of("registry.projects", "registry.block-orders", "registry.retirement-orders");

    private final long seed = Long.getLong("registry.model.seed", System.nanoTime());

    @Test
    void everyOrderDeliveredTwiceMovesNothing() {
        // Given
        System.out.println("every order delivered twice, seed " + seed);
        Cluster cluster = Cluster.shared();
        World world = new World(cluster, seed);
        world.oneByOne(50);
        world.atOnce(300, 8);

        // When
        long journal = cluster.number("select count(*) from movement");
        long transactions = cluster.number("select count(*) from ledger_transaction");
        int before = cluster.wire().repeats();
        int sent = ORDERS.stream().mapToInt(cluster.wire()::sendAllAgain).sum();

        // Then: who waits for an outcome got it again, compared byte for byte where messages are read
        world.check();
        assertTrue(sent > 50, "orders sent again: " + sent);
        long answered =
                cluster.number("select count(*) from ledger_transaction where kind in ('retirement', 'opening')");
        int again = cluster.wire().repeats() - before;
        assertTrue(again >= answered, again + " answers came again, of " + answered);
        assertEquals(journal, cluster.number("select count(*) from movement"));
        assertEquals(transactions, cluster.number("select count(*) from ledger_transaction"));

        // When: the same while others are on their way
        world.atOnceWhile(300, 8, c -> true, () -> ORDERS.forEach(cluster.wire()::sendAllAgain));
    }
}
