package org.carbonregistry.deploy.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What was measured on, and how busy it was with other things.
 *
 * @param busy the share of its CPU time that was used before anything was measured, 0 to 1
 */
public record Machine(int cores, long memoryMegabytes, String processor, String kernel, String java, double busy) {

    private static final Path PROC = Path.of("/proc");
    private static final double IDLE = 0.15;
    private static final int LOOKS = 30;

    /** This machine, as soon as what was just started has calmed down, or after a minute and a half if it does not. */
    static Machine read() throws InterruptedException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("meminfo", "MemTotal") == null
                        ? 0
                        : Long.parseLong(field("meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024,
                field("cpuinfo", "model name") == null ? System.getProperty("os.arch") : field("cpuinfo", "model name"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                awaitCalm());
    }

    private static double awaitCalm() throws InterruptedException {
        double busy = 1;
        for (int i = 0; i < LOOKS && busy > IDLE; i++) {
            long[] before = cpuTime();
            TimeUnit.SECONDS.sleep(3);
            long[] after = cpuTime();
            busy = after[0] == before[0] ? 0 : 1 - (after[1] - before[1]) / (double) (after[0] - before[0]);
        }
        return busy;
    }

    /** All CPU time so far, and what of it was idle; nothing where the system does not say. */
    private static long[] cpuTime() {
        long[] time = new long[2];
        List<String> lines = lines("stat");
        String[] fields = lines.isEmpty() ? new String[0] : lines.get(0).split(" +");
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            time[0] += Long.parseLong(fields[i]);
            time[1] += i == 4 || i == 5 ? Long.parseLong(fields[i]) : 0;
        }
        return time;
    }

    /** The load average of the last minute, or 0 where the system does not say. */
    static double loadAverageNow() {
        List<String> lines = lines("loadavg");
        return lines.isEmpty() ? 0 : Double.parseDouble(lines.get(0).split(" ")[0]);
    }

    /** Whether others had so much of it that the figures mean little. */
    boolean isBusy() {
        return busy > IDLE;
    }

    @Override
    public String toString() {
        return cores + " cores (" + processor + "), " + memoryMegabytes + " MB, " + kernel + ", " + java
                + String.format(", %.0f %% of its CPU in use at the beginning", 100 * busy)
                + (isBusy() ? ": the machine was BUSY with other things, the figures are too low" : "");
    }

    private static String field(String file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static List<String> lines(String file) {
        try {
            return Files.exists(PROC.resolve(file)) ? Files.readAllLines(PROC.resolve(file)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
