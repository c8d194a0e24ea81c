package org.carbonregistry.account.modelled;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.carbonregistry.account.modelled.Command.Plan;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.wire.Message;

/**
 * Some organisations, venues, accounts and blocks in the service and in the model, and stretches of commands to both: one after
 * the other, where every answer is foretold; and at once from many threads, where the history is replayed afterwards.
 */
final class World {

    /** A command and its answer. */
    record Done(Command command, Answer answer) {}

    private static final AtomicInteger WORLDS = new AtomicInteger(1);
    private static final int ORGANISATIONS = 4;
    private static final int ACCOUNTS = 3;
    private static final int VENUES = 2;
    private static final double LOSSY = 0.06;

    final Cluster cluster;
    final Model model = new Model();
    final Known known = new Known();
    final long seed;
    private final int number = WORLDS.getAndIncrement();
    private final Compare compare;
    /** Whether some of what is made at once ends by itself within a second or two. */
    boolean lapsing = true;

    private int stretches;

    World(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
        this.compare = new Compare(cluster, model);
        cluster.wire().news();
        knowProgram();
        Random random = new Random(seed);
        Draw draw = draw(false);
        Door door = new Door(cluster, random, 0, true);
        for (int v = 0; v < VENUES; v++) {
            organisation(door, "venue-" + number + "-" + v, true);
        }
        for (int o = 0; o < ORGANISATIONS; o++) {
            String code = "org-" + number + "-" + o;
            organisation(door, code, false);
            for (int a = 0; a < ACCOUNTS; a++) {
                step(new OpenAccount(code, Known.REGISTRAR, "open-" + code + "-" + a), door);
            }
        }
        for (String account : List.copyOf(model.accounts.keySet())) {
            if (model.accounts.get(account).organisation != null) {
                step(draw.block(random, account), door);
            }
        }
        for (int m = 0; m < 2 * ACCOUNTS; m++) {
            step(draw.grant(random), door);
        }
        cluster.wire().news();
    }

    private void organisation(Door door, String code, boolean isVenue) {
        Answer answer = door.post(
                Known.REGISTRAR,
                "/v1/organisations",
                Door.body("code", code, "name", "Organisation " + code, "country", "KE"),
                null);
        if (!answer.isAccepted()) {
            throw new Wrong("organisation " + code + ": " + answer);
        }
        model.organisations.add(code);
        known.organisation(code, isVenue);
    }

    /** Registers the programme once and takes its accounts into the model. */
    private void knowProgram() {
        String ofProgram = "select count(*) from account where program = '" + Draw.PROGRAM + "'";
        if (cluster.number(ofProgram) == 0) {
            Instant now = Instant.now();
            cluster.wire()
                    .send(
                            Message.fact(
                                    MessageType.PROGRAM_REGISTERED,
                                    "program:" + Draw.PROGRAM,
                                    1,
                                    now,
                                    new ProgramChanged(
                                            Draw.PROGRAM,
                                            1,
                                            "Model",
                                            "global",
                                            List.of(),
                                            1000,
                                            List.of(),
                                            2000,
                                            true,
                                            "none",
                                            0,
                                            List.of(),
                                            null,
                                            "closed",
                                            now)),
                            1);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> cluster.number(ofProgram) > 0);
        }
        cluster.wire().drain();
        for (Message fact : cluster.wire().facts()) {
            if (fact.type() == MessageType.ACCOUNT_OPENED) {
                AccountChanged opened = fact.content(AccountChanged.class);
                if (Draw.PROGRAM.equals(opened.program())) {
                    model.system.put(opened.kind(), opened.account());
                    model.accounts.put(opened.account(), new Model.Account(opened.account(), null));
                }
            }
        }
    }

    Draw draw(boolean lapsing) {
        return new Draw(known, cluster::now, number + "-" + stretches++, lapsing);
    }

    // ---- one after the other

    /** Commands from one client: code and units of every answer are those that the model foretells. */
    void oneByOne(int commands) {
        Random random = new Random(seed + stretches);
        Draw draw = draw(false);
        Door door = new Door(cluster, random, 0, false);
        for (int i = 0; i < commands; i++) {
            Command command = draw.next(random);
            try {
                step(command, door);
            } catch (AssertionError e) {
                throw new AssertionError("command " + i + " of a stretch, " + command + ": " + e.getMessage(), e);
            }
        }
        check();
    }

    /** One command to the model and to the service. */
    Answer step(Command command, Door door) {
        Plan plan = null;
        String foretold = "accepted";
        try {
            plan = command.rule(model, cluster.now(), null);
        } catch (No no) {
            foretold = no.code();
        }
        Answer answer = command.send(door);
        if (command instanceof Again) {
            return answer;
        }
        if (!answer.code().equals(foretold)) {
            throw new Wrong("the model says " + foretold + ", the service " + answer);
        }
        if (plan != null) {
            requireUnits(plan.units(), command.units(answer));
            plan.apply().accept(answer);
        }
        known.learn(command, answer);
        return answer;
    }

    private static void requireUnits(Map<String, BitSet> foretold, Map<String, BitSet> answered) {
        if (!answered.isEmpty() && !new TreeMap<>(foretold).equals(answered)) {
            throw new Wrong("the model takes units " + foretold + ", the service took " + answered);
        }
    }

    // ---- at once

    /** Commands from many clients to both replicas; then everything is compared. */
    void atOnce(int commands, int threads) {
        atOnce(commands, threads, false, c -> true, () -> {});
    }

    /**
     * Commands from many patient clients while something breaks: at least so many, and until it is mended.
     *
     * @param sensible which commands are worth sending at the moment
     */
    void atOnceWhile(int commands, int threads, Predicate<Command> sensible, Runnable breaks) {
        atOnce(commands, threads, true, sensible, breaks);
    }

    private void atOnce(int commands, int threads, boolean patient, Predicate<Command> sensible, Runnable meanwhile) {
        Replay.Start start = Replay.Start.of(cluster);
        Queue<Done> done = new ConcurrentLinkedQueue<>();
        Draw draw = draw(lapsing);
        AtomicInteger left = new AtomicInteger(commands);
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        List<Future<?>> running = new ArrayList<>();
        Future<?> broken = pool.submit(meanwhile);
        running.add(broken);
        for (int t = 0; t < threads; t++) {
            Random random = new Random(seed + 1000L * stretches + t);
            Door door = new Door(cluster, random, LOSSY, patient);
            running.add(pool.submit(() -> {
                while (left.getAndDecrement() > 0 || !broken.isDone()) {
                    Command command = draw.next(random);
                    if (sensible.test(command)) {
                        Answer answer = command.send(door);
                        known.learn(command, answer);
                        if (!(command instanceof Again)) {
                            done.add(new Done(command, answer));
                        }
                    }
                }
            }));
        }
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            left.set(0);
            pool.shutdownNow();
        }
        cluster.awaitReady();
        List<Done> history = new ArrayList<>(done);
        history.addAll(askAgain(done));
        awaitLapses();
        new Replay(cluster, model, start).replay(history);
        check();
    }

    /**
     * Who hung up and was refused the second time cannot know whether the first request was carried out later. Now nothing is on
     * its way any more: asked once more, it is answered with what was made, or refused.
     */
    private List<Done> askAgain(Queue<Done> done) {
        Door door = new Door(cluster, new Random(seed), 0, true);
        List<Done> again = new ArrayList<>();
        for (Done d : done) {
            boolean byItsFact = d.command().isToldByItsFact();
            if (d.answer().unsure() && !d.answer().isAccepted() && d.command().isMeant() && !byItsFact) {
                Answer answer = d.command().send(door);
                known.learn(d.command(), answer);
                again.add(new Done(d.command(), answer));
            }
        }
        return again;
    }

    /** Waits until nothing is left that ends by itself soon. */
    private void awaitLapses() {
        Instant now = cluster.now();
        String soon = " > '%s' and %s < '%s'";
        String ends = "expires_at" + soon.formatted(now.minusSeconds(3600), "expires_at", now.plusSeconds(20));
        String ended = "select (select count(*) from transfer where status = 'proposed' and " + ends
                + ") + (select count(*) from hold where status = 'placed' and " + ends + ")";
        String mandates = "select count(*) from mandate where valid_until"
                + soon.formatted("%s", "valid_until", now.plusSeconds(20));
        Awaitility.await("offers and holds whose time is over end")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.number(ended) == 0 && cluster.number(mandates.formatted(cluster.now())) == 0);
    }

    /** Everything that can be read is as the model says. */
    void check() {
        cluster.wire().news();
        compare.all();
    }
}
