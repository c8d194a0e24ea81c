package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas killed under load: the other takes the partitions over and gives them back, and every unit is where it belongs. */
class ReplicaFaultIT {

    private final long seed = Long.getLong("registry.model.seed", System.nanoTime());

    @Test
    void aReplicaKilledUnderLoad() {
        killedUnderLoad(1);
    }

    @Test
    @Tag("nightly")
    void replicasKilledTenTimesUnderLoad() {
        killedUnderLoad(10);
    }

    private void killedUnderLoad(int times) {
        System.out.println("replicas killed under load, seed " + seed);
        Cluster cluster = Cluster.shared();
        World world = new World(cluster, seed);
        String consumed = "select sum(next) from consumed_offset where topic = 'registry.retirement-orders'";
        world.atOnceWhile(500, 8, c -> true, () -> {
            for (int i = 0; i < times; i++) {
                int victim = i % Cluster.REPLICAS;
                cluster.kill(victim);
                long before = cluster.number(consumed);
                Awaitility.await("the other replica goes on with all partitions")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> cluster.number(consumed) > before + 5);
                cluster.launch(victim);
                Awaitility.await("the killed replica is back")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> cluster.isReady(victim));
            }
        });
        assertTrue(world.model.journal.size() > 50, "orders flowed: " + world.model.journal.size());
    }
}
