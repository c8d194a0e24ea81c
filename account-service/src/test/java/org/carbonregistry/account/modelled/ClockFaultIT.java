package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The clock of the database moved by hours. Nothing but the database's time decides: the clocks of the replicas stay where they
 * are. For the service the function {@code clock_timestamp} is another one, which a table moves.
 */
class ClockFaultIT {

    private static final Duration HOURS = Duration.ofHours(6);

    private final long seed = Long.getLong("registry.model.seed", System.nanoTime());
    private Cluster cluster;

    @BeforeEach
    void aClockThatCanBeMoved() {
        cluster = Cluster.shared();
        cluster.execute(
                "create schema shifted",
                "create table shifted.clock (by interval not null)",
                "insert into shifted.clock values ('0')",
                """
                create function shifted.clock_timestamp() returns timestamptz language sql volatile as
                'select pg_catalog.clock_timestamp() + (select by from shifted.clock)'
                """,
                """
                create function shifted.now() returns timestamptz language sql stable as
                'select pg_catalog.now() + (select by from shifted.clock)'
                """,
                "grant usage on schema shifted to account, account_owner",
                "grant select on shifted.clock to account, account_owner",
                "alter role account set search_path = shifted, public, pg_catalog");
        renewConnections();
    }

    @AfterEach
    void theRealClock() {
        cluster.shifted(Duration.ZERO);
        cluster.execute("alter role account reset search_path", "drop schema shifted cascade");
        renewConnections();
    }

    private void renewConnections() {
        cluster.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'account'");
        cluster.awaitReady();
    }

    private void moveBy(Duration by) {
        cluster.execute("update shifted.clock set by = interval '" + by.toSeconds() + " seconds'");
        cluster.shifted(by);
    }

    @Test
    void theClockAheadByHoursAndBackAgain() {
        System.out.println("clock moved, seed " + seed);
        World world = new World(cluster, seed);
        Door door = new Door(cluster, new Random(seed), 0, true);

        // Given: an offer and a hold that stand for an hour
        OfferUnits offer = Moves.offer(world);
        OfferUnits brief = new OfferUnits(
                offer.externalId(),
                offer.who(),
                offer.from(),
                offer.to(),
                offer.wanted(),
                cluster.now().plusSeconds(3600),
                offer.message());
        UUID offered = world.step(brief, door).id();
        Grant mandate = Moves.mandate(world);
        world.step(mandate, door);
        PlaceHold hold = Moves.hold(world, mandate);
        PlaceHold short1 = new PlaceHold(
                hold.externalId(),
                hold.who(),
                hold.account(),
                hold.venue(),
                hold.wanted(),
                cluster.now().plusSeconds(3600));
        UUID held = world.step(short1, door).id();

        // When: six hours later they have lapsed, by the replay's judgement in their time
        moveBy(HOURS);
        world.lapsing = false;
        world.atOnce(300, 8);

        // Then
        assertEquals("expired", world.model.offers.get(offered).status);
        assertEquals("expired", world.model.holds.get(held).status);

        // When: the clock goes back, what was recorded stays, and no journal runs back in time
        moveBy(Duration.ZERO);
        world.oneByOne(100);

        // Then: a freeze that is ordered now is after all that moved before
        OfferUnits move = Moves.atOnce(world);
        Moves.fill(world, move.from(), door);
        world.step(new OrderFreeze("clock-" + seed, Known.REGISTRAR, move.from(), null, null, "a case"), door);
        world.check();
        assertEquals("frozen", world.step(move, door).code());
    }
}
