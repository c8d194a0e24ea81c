package org.carbonregistry.deploy.local.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.deploy.local.RunFile.RunningProcess;

/**
 * The most memory each process of the registry used, looked at once a second. A process with children (PostgreSQL) counts
 * with them, memory that they share once. Where there is no {@code /proc} it knows nothing.
 */
final class PeakMemory implements AutoCloseable {

    private final Supplier<RunFile> registry;
    private final Map<String, Long> peaks = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "peak-memory");
        thread.setDaemon(true);
        return thread;
    });

    PeakMemory(Supplier<RunFile> registry) {
        this.registry = registry;
        if (Files.isDirectory(Path.of("/proc/self"))) {
            clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
    }

    /** Megabytes by the name of the process. */
    synchronized Map<String, Long> megabytes() {
        Map<String, Long> megabytes = new LinkedHashMap<>();
        peaks.forEach((name, kilobytes) -> megabytes.put(name, kilobytes / 1024));
        return megabytes;
    }

    private void look() {
        try {
            for (RunningProcess process : registry.get().processes()) {
                note(process.name(), tree(process.pid()));
            }
            note("replay (this)", tree(ProcessHandle.current().pid()));
        } catch (RuntimeException e) {
            // The file is being written again, or a process ended just now: the next look sees it.
        }
    }

    private synchronized void note(String name, long kilobytes) {
        peaks.merge(name, kilobytes, Math::max);
    }

    private static long tree(long pid) {
        List<Long> children = ProcessHandle.of(pid)
                .map(process -> process.descendants().map(ProcessHandle::pid).toList())
                .orElse(List.of());
        if (children.isEmpty()) {
            return status(pid).getOrDefault("VmHWM", 0L);
        }
        long own = 0;
        long shared = 0;
        for (long each : Stream.concat(Stream.of(pid), children.stream()).toList()) {
            Map<String, Long> status = status(each);
            own += status.getOrDefault("RssAnon", 0L);
            shared = Math.max(shared, status.getOrDefault("RssShmem", 0L) + status.getOrDefault("RssFile", 0L));
        }
        return own + shared;
    }

    private static Map<String, Long> status(long pid) {
        Map<String, Long> kilobytes = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                String[] parts = line.split("[:\\s]+");
                if (parts.length == 3 && parts[2].equals("kB")) {
                    kilobytes.put(parts[0], Long.parseLong(parts[1]));
                }
            }
        } catch (IOException ended) {
            return Map.of();
        }
        return kilobytes;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
