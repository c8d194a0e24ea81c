package org.carbonregistry.deploy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process started from here, with its output in a file. It ends with the virtual machine that started it. */
public final class ChildProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 15;

    private final String name;
    private final Path log;
    private final Process process;
    private final Thread atExit;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.atExit = new Thread(this::destroy, "stop " + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a Java program on the Java of the present process.
     *
     * @param arguments what follows {@code java} on the command line
     * @param environment added to the environment of the present process
     */
    public static ChildProcess java(String name, List<String> arguments, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return start(name, command, environment, log);
    }

    /** Starts any command; its output is appended to {@code log}. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.redirectInput(ProcessBuilder.Redirect.from(devNull()));
            builder.environment().putAll(environment);
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name, e);
        }
    }

    /** What it was called when it was started. */
    public String name() {
        return name;
    }

    /** The file with its output. */
    public Path log() {
        return log;
    }

    /** The number the operating system gave it. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Calls back when it has ended, whoever ended it. */
    public void onExit(Runnable callback) {
        process.onExit().thenRun(callback);
    }

    /** The code it ended with; a signal is 128 and its number. */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Fails when the process has ended, with the last lines of its log in the message.
     *
     * @throws IllegalStateException when it has ended
     */
    public void requireAlive() {
        if (!isAlive()) {
            throw new IllegalStateException(name + " ended with code " + exitCode() + ". The end of " + log + ":\n"
                    + String.join("\n", lastLines(20)));
        }
    }

    /** The last lines of its log, oldest first; fewer when there are fewer. */
    public List<String> lastLines(int count) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }

    /** SIGKILL, to it and to all it started; returns when it is gone. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop, and kills it when it has not stopped after 15 seconds; returns when it is gone. */
    @Override
    public void close() {
        destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs or has run: nothing to take back.
        }
    }

    private void destroy() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static java.io.File devNull() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
