package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The broker away under load: what comes over HTTP is carried out, its facts follow, and orders wait until it is back. Nightly,
 * because it takes long; {@code MessagesIT} of events kills the broker in every build.
 */
@Tag("nightly")
class BrokerFaultIT {

    private final long seed = Long.getLong("registry.model.seed", System.nanoTime());

    @Test
    void theBrokerAwayForTenSeconds() {
        away(Duration.ofSeconds(10));
    }

    @Test
    void theBrokerAwayForAMinute() {
        away(Duration.ofMinutes(1));
    }

    private void away(Duration time) {
        System.out.println("broker away for " + time + ", seed " + seed);
        Cluster cluster = Cluster.shared();
        World world = new World(cluster, seed);
        AtomicBoolean away = new AtomicBoolean();
        long[] waiting = new long[1];
        world.atOnceWhile(500, 8, c -> !away.get() || !isOrder(c), () -> {
            away.set(true);
            cluster.broker().kill();
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            waiting[0] = cluster.number("select count(*) from outbox");
            cluster.broker().restart();
            away.set(false);
        });
        assertTrue(waiting[0] > 100, "facts waited for the broker: " + waiting[0]);
    }

    private static boolean isOrder(Command c) {
        return c instanceof Retire || c instanceof OpenBlock || c instanceof Again again && isOrder(again.command());
    }
}
