package org.carbonregistry.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carbonregistry.deploy.embedded.LocalPostgres;

/** The folder with all that a local registry keeps. One registry at a time has it. */
final class DataFolder {

    private static final List<String> KEPT = List.of("postgres", "kafka", "kafka.properties", "demo-loaded");
    private static final Pattern LOG =
            Pattern.compile("(postgres|kafka|issuer|public-api|[a-z]+-service)(-[0-9]+)?\\.log");
    private static final String LOCK = "lock";

    private final Path path;

    // Held, or the garbage collector closes it and gives the lock back.
    private FileChannel lock;

    private DataFolder(Path path) {
        this.path = path;
    }

    /**
     * Takes the folder until this process ends, however it ends; stops what a killed registry left behind.
     *
     * @throws CannotStart when another one has it, or another user owns its database
     */
    static DataFolder take(Path path) {
        DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
        try {
            Files.createDirectories(folder.path);
            folder.requireOwner();
            // Never closed: the operating system gives the lock back when the process is gone, even after SIGKILL.
            folder.lock =
                    FileChannel.open(folder.path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (folder.lock.tryLock() == null) {
                throw new CannotStart(folder.alreadyRunning());
            }
        } catch (IOException e) {
            throw new CannotStart("The data folder " + folder.path + " cannot be used: " + e);
        }
        folder.recover();
        return folder;
    }

    /** Where it is, absolute. */
    Path path() {
        return path;
    }

    /** Deletes all data and the logs, and nothing else that may lie in the folder. */
    void empty() {
        KEPT.forEach(name -> delete(path.resolve(name)));
        try (Stream<Path> files = Files.list(path)) {
            files.filter(file -> LOG.matcher(file.getFileName().toString()).matches())
                    .forEach(DataFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the demo registry was loaded into this data. */
    boolean hasDemo() {
        return Files.exists(path.resolve("demo-loaded"));
    }

    /** Remembers that the demo registry was loaded. */
    void demoIsLoaded() {
        try {
            Files.writeString(path.resolve("demo-loaded"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recover() {
        Path postgres = PostgresPart.folder(path);
        if (RunFile.exists(path)) {
            Say.step("the last run did not stop in order; taking up its data");
            LocalPostgres.endSurvivor(postgres);
            RunFile.delete(path);
        }
    }

    // PostgreSQL refuses files that belong to somebody else, in words that help nobody.
    private void requireOwner() throws IOException {
        Path postgres = PostgresPart.folder(path);
        if (Files.exists(postgres)) {
            String owner = Files.getOwner(postgres).getName();
            String user = System.getProperty("user.name");
            if (!owner.equals(user)) {
                throw new CannotStart("The data in " + path + " belong to the user " + owner + ", and you are " + user
                        + ". Start as " + owner + ", or choose another folder with --data.");
            }
        }
    }

    private String alreadyRunning() {
        String who = "";
        if (RunFile.exists(path)) {
            RunFile run = RunFile.read(path);
            who = " (process " + run.supervisor() + ", since " + run.startedAt() + ")";
        }
        return "A registry is already running on " + path + who
                + ". Stop it with Ctrl-C in its terminal, or start a second one: --data FOLDER --ports-from 18080";
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not empty " + root, e);
        }
    }
}
