package org.carbonregistry.deploy.local.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a phase is: a bar, the rate, the time that is left. On a terminal one line that is written over; elsewhere a line
 * every ten seconds. Any thread may count.
 */
final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final long NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final String what;
    private final long all;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private long shownAt = began;

    Progress(PrintStream out, String what, long all, boolean terminal) {
        this.out = out;
        this.what = what;
        this.all = all;
        this.terminal = terminal;
    }

    /** So many more are done. */
    void add(long more) {
        to(done.addAndGet(more));
    }

    /** So many are done in all. */
    void to(long count) {
        done.set(count);
        long now = System.nanoTime();
        synchronized (this) {
            if (now - shownAt >= (terminal ? NANOS / 5 : 10 * NANOS)) {
                shownAt = now;
                show(now);
            }
        }
    }

    private void show(long now) {
        String line = line(what, done.get(), all, Duration.ofNanos(now - began));
        out.print(terminal ? "\r" + line : line + "\n");
        out.flush();
    }

    /** One line, as {@code retirements  [=====>    ]  50 %  100 of 200  10/s  0:10 left}. */
    static String line(String what, long done, long all, Duration took) {
        double share = all == 0 ? 1 : Math.min(1.0, (double) done / all);
        int filled = (int) (share * WIDTH);
        double seconds = Math.max(took.toNanos() / 1e9, 0.001);
        double rate = done / seconds;
        String left = done == 0 ? "" : String.format("  %s left", time((long) ((all - done) / rate)));
        return String.format(
                "%-12s [%s%s] %3d %%  %,d of %,d  %,.0f/s%s ",
                what,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                (int) (share * 100),
                done,
                all,
                rate,
                done >= all ? "  in " + time(took.toSeconds()) : left);
    }

    static String time(long seconds) {
        return seconds / 60 + ":" + String.format("%02d", seconds % 60);
    }

    @Override
    public synchronized void close() {
        show(System.nanoTime());
        if (terminal) {
            out.println();
        }
    }
}
