package org.carbonregistry.deploy.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was measured on, and how busy it was with other things.
 *
 * @param loadAverage of the last minute, when it was read
 */
public record Machine(
        int cores, long memoryMegabytes, String processor, String kernel, String java, double loadAverage) {

    private static final Path PROC = Path.of("/proc");
    private static final double IDLE = 0.5;

    /** This machine, now. */
    static Machine read() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("meminfo", "MemTotal") == null
                        ? 0
                        : Long.parseLong(field("meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024,
                field("cpuinfo", "model name") == null ? System.getProperty("os.arch") : field("cpuinfo", "model name"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                loadAverageNow());
    }

    /** The load average of the last minute, or 0 where the system does not say. */
    static double loadAverageNow() {
        List<String> lines = lines("loadavg");
        return lines.isEmpty() ? 0 : Double.parseDouble(lines.get(0).split(" ")[0]);
    }

    /** Whether others had so much of it that the figures mean little. */
    boolean isBusy() {
        return loadAverage > cores * IDLE;
    }

    @Override
    public String toString() {
        return cores + " cores (" + processor + "), " + memoryMegabytes + " MB, " + kernel + ", " + java
                + ", load average at the beginning " + loadAverage
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
