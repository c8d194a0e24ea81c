package org.carbonregistry.account.modelled;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The database killed between every two steps of a command: each statement that writes, and the commit. The client asks again
 * under the same name until it is answered, and what it asked for was done once.
 */
class StepsFaultIT {

    private static final String TABLES =
            """
            select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
              and table_name not in ('flyway_schema_history', 'relay_lease', 'announced_heads', 'idempotency_key',
                                     'fact_position', 'expected_fact', 'parked_fact')
            """;

    /** A command, made anew for each step so that it has never been sent. */
    private record Kind(String name, Supplier<Command> fresh) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static World world;
    private static Door door;

    static Stream<Kind> commands() {
        Cluster cluster = Cluster.shared();
        world = new World(cluster, System.nanoTime());
        door = new Door(cluster, new Random(), 0, true);
        return Stream.of(
                new Kind("transfer", () -> Moves.atOnce(world)),
                new Kind("accept", StepsFaultIT::accept),
                new Kind("hold", () -> Moves.hold(world, mandate())),
                new Kind("settle", StepsFaultIT::settle),
                new Kind("retire", () -> Moves.retirement(world, UUID.randomUUID())));
    }

    private static Command accept() {
        OfferUnits offer = Moves.offer(world);
        return Moves.accept(world, offer, world.step(offer, door).id());
    }

    private static Grant mandate() {
        Grant mandate = Moves.mandate(world);
        world.step(mandate, door);
        return mandate;
    }

    private static Command settle() {
        PlaceHold hold = Moves.hold(world, mandate());
        return Moves.trade(world, hold, world.step(hold, door).id());
    }

    /** The connection of the command is cut in every step. */
    @ParameterizedTest
    @MethodSource("commands")
    void aConnectionCutBetweenAnyTwoSteps(Kind kind) {
        brokenInEachStep(kind, false);
    }

    /** The server is killed (its processes end by SIGKILL, it recovers from its log) in every step. */
    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("commands")
    void aDatabaseKilledBetweenAnyTwoSteps(Kind kind) {
        brokenInEachStep(kind, true);
    }

    private static void brokenInEachStep(Kind kind, boolean server) {
        List<String> steps = steps(kind);
        assertTrue(steps.size() >= 6, kind + " has steps " + steps);
        List<String> broken = new ArrayList<>();
        for (String step : steps) {
            // Whether a holding is changed or made depends on what lies beside it: not every one comes by every
            // statement.
            for (int i = 0; i < 3 && !broken.contains(step); i++) {
                if (broken(kind, step, server)) {
                    broken.add(step);
                }
            }
        }
        assertTrue(broken.size() >= steps.size() - 2, kind + " has steps " + steps + ", broken after " + broken);
        // The last step of each command always with the server.
        assertTrue(broken(kind, "commit", server), kind + " was not broken before its commit");
        assertTrue(broken(kind, "commit", true), kind + " was not broken before its commit");
        world.check();
        System.out.println(kind + " broken after each of " + broken + " and before its commit");
    }

    /** Whether the command came to this step and was broken there; it is done once in any case. */
    private static boolean broken(Kind kind, String step, boolean server) {
        Command command = kind.fresh().get();
        try {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Pause.Paused paused;
            try (Pause pause = new Pause(world.cluster)) {
                if (step.equals("commit")) {
                    pause.atCommit("fact");
                } else {
                    pause.at(step.split(" ")[1], step.split(" ")[0]);
                }
                answer.completeAsync(() -> world.step(command, door));
                paused = pause.await(() -> answer.getNow(null) != null);
                if (paused != null && server) {
                    kill(paused.pid());
                } else if (paused != null) {
                    world.cluster.execute("select pg_terminate_backend(" + paused.pid() + ")");
                }
            }
            Answer given = answer.get(60, TimeUnit.SECONDS);
            assertTrue(given.isAccepted(), kind + " broken after " + step + ": " + given);
            return paused != null;
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(kind + " broken after " + step + ": " + e.getMessage(), e);
        }
    }

    /** SIGKILL to one process of the server: it ends all others and starts again from its log. */
    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    }

    /** The statements by which a command writes, learnt by watching one that nobody disturbs. */
    private static List<String> steps(Kind kind) {
        Command command = kind.fresh().get();
        Cluster cluster = world.cluster;
        cluster.execute(
                "create schema if not exists steps",
                "grant usage on schema steps to account",
                "create table if not exists steps.seen (at serial, step text)",
                "truncate steps.seen",
                """
                create or replace function steps.note() returns trigger language plpgsql security definer as $$
                begin insert into steps.seen (step) values (lower(tg_op) || ' ' || tg_table_name); return null; end $$
                """);
        List<String> tables = new ArrayList<>();
        Compare.rows(cluster, TABLES, row -> tables.add(row.getString(1)));
        tables.forEach(table -> cluster.execute("create trigger note after insert or update or delete on " + table
                + " for each statement execute function steps.note()"));
        world.step(command, door);
        tables.forEach(table -> cluster.execute("drop trigger note on " + table));
        Set<String> seen = new LinkedHashSet<>();
        Compare.rows(cluster, "select step from steps.seen order by at", row -> seen.add(row.getString(1)));
        // The relay and the consumer of heads, not the command.
        seen.remove("delete outbox");
        if (!(command instanceof Retire)) {
            seen.removeIf(step -> step.endsWith(" consumed_offset"));
        }
        return List.copyOf(seen);
    }
}
