package org.carbonregistry.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One process of the local registry. {@link Supervisor} starts and stops it from one thread at a time; the questions may come
 * from any thread, also during a start.
 */
interface Part {

    /** What it is called in messages and in {@link RunFile}. */
    String name();

    /** Its port on 127.0.0.1. */
    int port();

    /** Where it answers. */
    String url();

    /** The file with its output. */
    Path log();

    /** Its number, or the last one it had; 0 when it was never started. */
    long pid();

    /** Whether it runs. */
    boolean isAlive();

    /** Starts it for the first time, or again after it died. */
    void start();

    /** Stops it; the data stays. */
    void stop();

    /** The last lines of its log, oldest first. */
    default List<String> lastLines(int count) {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of("(" + log() + " cannot be read)");
        }
    }
}
