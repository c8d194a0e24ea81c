package org.carbonregistry.deploy.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts the parts, reports and restarts those that die, and stops them in the opposite order. */
final class Supervisor {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long RESTART_AFTER_MILLIS = 1000;
    private static final int LINES_OF_LOG = 8;
    private static final int WIDTH = 200;

    private final boolean restart;
    private final Runnable onChange;
    private final List<List<Part>> stages = new CopyOnWriteArrayList<>();
    private final Set<Part> missing = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService work = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;

    /**
     * @param restart whether what dies is started again
     * @param onChange called when processes have other numbers than before
     */
    Supervisor(boolean restart, Runnable onChange) {
        this.restart = restart;
        this.onChange = onChange;
    }

    /** Starts parts that do not need each other, side by side, and watches them from then on. */
    void start(List<? extends Part> stage) {
        List<Part> parts = List.copyOf(stage);
        stages.add(parts);
        List<CompletableFuture<Void>> starting = parts.stream()
                .map(part -> CompletableFuture.runAsync(() -> startUnlessStopping(part), work))
                .toList();
        starting.forEach(CompletableFuture::join);
        onChange.run();
        work.scheduleWithFixedDelay(
                () -> parts.forEach(this::look), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** All parts, in the order of their start. */
    List<Part> parts() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /** Whether the part died and was not started again yet. */
    boolean isMissing(Part part) {
        return missing.contains(part);
    }

    /** Stops all, the last stage first. */
    void stop() {
        stopping = true;
        work.shutdownNow();
        List<List<Part>> last = new ArrayList<>(stages);
        Collections.reverse(last);
        for (List<Part> stage : last) {
            CompletableFuture.allOf(stage.stream()
                            .map(part -> CompletableFuture.runAsync(() -> stop(part)))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private void look(Part part) {
        if (stopping || missing.contains(part) || part.isAlive() || !missing.add(part)) {
            return;
        }
        Say.problem(
                part.name() + " died" + (restart ? "; starting it again" : "") + ". The end of " + part.log() + ":");
        part.lastLines(LINES_OF_LOG)
                .forEach(line -> Say.line("    " + line.substring(0, Math.min(line.length(), WIDTH))));
        if (restart) {
            restartSoon(part);
        }
    }

    private void restartSoon(Part part) {
        work.schedule(() -> restart(part), RESTART_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void restart(Part part) {
        try {
            startUnlessStopping(part);
            missing.remove(part);
            onChange.run();
            Say.step(part.name() + " was started again");
        } catch (RuntimeException e) {
            if (!stopping) {
                Say.problem(part.name() + " did not start: " + e.getMessage());
                restartSoon(part);
            }
        }
    }

    // Both under the part's lock: nothing starts behind the back of the one who stops.
    private void startUnlessStopping(Part part) {
        synchronized (part) {
            if (!stopping) {
                part.start();
            }
        }
    }

    private void stop(Part part) {
        synchronized (part) {
            Say.step("stopping " + part.name());
            part.stop();
        }
    }
}
