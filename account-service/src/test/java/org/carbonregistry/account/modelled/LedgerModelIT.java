package org.carbonregistry.account.modelled;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The ledger against its model. The seed is printed and can be set ({@code -Dregistry.model.seed=…}): it decides what is asked,
 * the threads decide in which order.
 */
class LedgerModelIT {

    private static final int THREADS = 8;
    private static final int STRETCHES = 3;

    private final long seed = Long.getLong("registry.model.seed", System.nanoTime());

    @Test
    void fiveThousandCommandsLeaveWhatTheModelSays() {
        commands(seed, 5_000);
    }

    @Test
    @Tag("nightly")
    void aHundredThousandCommandsLeaveWhatTheModelSays() {
        for (int world = 0; world < 20; world++) {
            commands(seed + world, 5_000);
        }
    }

    /** A tenth of them one after the other, the others at once. */
    private static void commands(long seed, int count) {
        long started = System.nanoTime();
        try {
            World world = new World(Cluster.shared(), seed);
            for (int i = 0; i < STRETCHES; i++) {
                world.oneByOne(count / STRETCHES / 10);
                world.atOnce(count / STRETCHES * 9 / 10, THREADS);
            }
            System.out.printf(
                    "%d commands with seed %d in %.1f s: %d transfers, %d holds, %d trades, %d movements%n",
                    count,
                    seed,
                    (System.nanoTime() - started) / 1e9,
                    world.model.offers.size(),
                    world.model.holds.size(),
                    world.model.trades.size(),
                    world.model.journal.size());
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
