package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.carbonregistry.account.modelled.Pause.Paused;
import org.junit.jupiter.api.Test;

/**
 * The relay's process killed after the broker has the messages and before the outbox knows: they come twice, with the same ids,
 * numbers and bytes, and nothing is applied twice.
 */
class RelayFaultIT {

    @Test
    void aRelayKilledBetweenSendingAndDeletingSendsAgainAndDoesNoHarm() {
        // Given
        Cluster cluster = Cluster.shared();
        World world = new World(cluster, System.nanoTime());
        Door door = new Door(cluster, new Random(), 0, true);
        int before = cluster.wire().repeats();
        int victim;
        try (Pause pause = new Pause(cluster)) {
            pause.at("outbox", "delete");

            // When
            world.step(Moves.atOnce(world), door);
            Paused relay = pause.await(() -> false);
            assertTrue(cluster.number("select count(*) from outbox") > 0, "sent and still in the outbox");
            victim = relay.replica();
            cluster.kill(victim);
            cluster.execute("select pg_terminate_backend(" + relay.pid() + ")");
        }

        // Then
        Awaitility.await("the other relay sends what was sent before")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.wire().repeats() > before);
        world.check();
        cluster.launch(victim);
        cluster.awaitReady();
        world.oneByOne(20);
    }

    @Test
    void aLeaseFromALaterTimeIsTakenOver() {
        // Given: the active relay died, and the clock of the database went back before its lease was over
        Cluster cluster = Cluster.shared();
        World world = new World(cluster, System.nanoTime());
        cluster.execute(
                "update relay_lease set holder = gen_random_uuid(), until = clock_timestamp() + interval '6 hours'");

        // When
        world.step(Moves.atOnce(world), new Door(cluster, new Random(), 0, true));

        // Then: its facts are published
        world.check();
    }
}
