package org.carbonregistry.deploy.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies, and what its child processes need from it. */
public final class ProjectFolder {

    private ProjectFolder() {}

    /**
     * The project's root: the system property {@code registry.home}, else the nearest folder with {@code .mvn} above
     * the working directory.
     *
     * @throws IllegalStateException when there is none
     */
    public static Path root() {
        String home = System.getProperty("registry.home");
        if (home != null) {
            return Path.of(home).toAbsolutePath().normalize();
        }
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath().normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("No folder with .mvn at or above " + start + "; set -Dregistry.home");
    }

    /**
     * The class path of {@link BrokerMain} and {@link IssuerMain}. It is a file written by the build, because these two
     * must not be on the class path of a service or of its tests.
     *
     * @throws IllegalStateException when this module was not built
     */
    public static String processClassPath() {
        Path target = root().resolve("deploy").resolve("embedded").resolve("target");
        Path libraries = target.resolve("process.classpath");
        Path classes = target.resolve("classes");
        if (!Files.isRegularFile(libraries) || !Files.isDirectory(classes)) {
            throw new IllegalStateException(
                    target + " is not built: run mvn -pl deploy/embedded -am install -DskipTests");
        }
        try {
            return classes + File.pathSeparator + Files.readString(libraries).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
