package org.carbonregistry.deploy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.carbonregistry.deploy.local.RunFile;

/**
 * What the registry's processes use: CPU and memory, as Linux tells it. The database server's time is told apart by the
 * database its processes serve; elsewhere than on Linux there are no figures.
 */
final class Processes {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    /** Under this name stands what the compilers of all processes used: it is gone once what often runs is compiled. */
    private static final String COMPILERS = "java compilers";

    private final RunFile registry;

    Processes(RunFile registry) {
        this.registry = registry;
    }

    /** CPU seconds since its start, by name; the load generator is this process. */
    Map<String, Double> cpu() {
        Map<String, Double> seconds = new TreeMap<>();
        for (RunFile.RunningProcess process : registry.processes()) {
            if (process.name().equals("postgres")) {
                database(process.pid(), seconds);
            } else {
                java(process.name(), process.pid(), seconds);
            }
        }
        java("bench", ProcessHandle.current().pid(), seconds);
        return seconds;
    }

    /** What was used between two readings. */
    static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> used = new TreeMap<>();
        after.forEach((name, seconds) -> used.put(name, Math.max(0, seconds - before.getOrDefault(name, 0.0))));
        return used;
    }

    /** The most memory each process ever had, in MB, with the heap it is allowed. */
    Map<String, String> peakMemory() {
        Map<String, String> peaks = new TreeMap<>();
        for (RunFile.RunningProcess process : registry.processes()) {
            if (!process.name().equals("postgres")) {
                peaks.put(process.name(), peak(process.pid()) + " MB, " + heap(process.pid()));
            }
        }
        return peaks;
    }

    private static void java(String name, long pid, Map<String, Double> seconds) {
        double compiling = compiling(pid);
        seconds.merge(name, seconds(pid, false) - compiling, Double::sum);
        seconds.merge(COMPILERS, compiling, Double::sum);
    }

    private static double compiling(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> text(thread, "comm").contains("CompilerThre"))
                    .mapToDouble(thread -> used(text(thread, "stat"), USER_TIME))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void database(long postmaster, Map<String, Double> seconds) {
        seconds.merge("postgres ended", seconds(postmaster, true), Double::sum);
        ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .forEach(child -> seconds.merge(name(child.pid()), seconds(child.pid(), false), Double::sum));
    }

    private static String name(long backend) {
        String title = text(backend, "cmdline").replace('\0', ' ').strip();
        // postgres: account account 127.0.0.1(38022) idle
        String[] words = title.split(" +");
        boolean client = words.length > 3 && words[0].equals("postgres:") && words[3].contains("(");
        return client ? "postgres " + words[2] : "postgres own";
    }

    private static double seconds(long pid, boolean ofEndedChildren) {
        return used(text(pid, "stat"), USER_TIME + (ofEndedChildren ? 2 : 0));
    }

    private static double used(String stat, int first) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_PER_SECOND;
    }

    private static long peak(long pid) {
        return text(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static String heap(long pid) {
        for (String argument : text(pid, "cmdline").split("\0")) {
            if (argument.startsWith("-Xmx")) {
                return argument;
            }
        }
        return "no -Xmx";
    }

    private static String text(long pid, String file) {
        return text(Path.of("/proc", Long.toString(pid)), file);
    }

    private static String text(Path folder, String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
