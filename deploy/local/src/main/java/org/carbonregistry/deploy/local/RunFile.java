package org.carbonregistry.deploy.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.carbonregistry.deploy.embedded.LocalIssuer;

/**
 * What runs where: the file {@code run.json} in the data folder. It is there while the registry runs, and after a crash.
 *
 * @param startedAt ISO 8601, UTC
 * @param supervisor the process that started the others and watches them
 * @param dataFolder absolute
 * @param issuerUrl of the OpenID Connect issuer
 * @param kafka bootstrap servers
 * @param postgres host and port of the database server; the database of a service is called as in {@code
 *     ServiceDatabases.NAMES}
 * @param processes all of them, also the database server and the broker unless they run elsewhere
 */
public record RunFile(
        String startedAt,
        long supervisor,
        String dataFolder,
        String issuerUrl,
        String kafka,
        String postgres,
        List<RunningProcess> processes) {

    private static final String NAME = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One process.
     *
     * @param name of the service, with {@code -2} and so on for further replicas; or postgres, kafka, issuer
     * @param url where it answers
     */
    public record RunningProcess(String name, long pid, int port, String url, String log) {}

    /** Whether the folder has one. */
    public static boolean exists(Path dataFolder) {
        return Files.exists(dataFolder.resolve(NAME));
    }

    /** Reads that of a data folder. */
    public static RunFile read(Path dataFolder) {
        try {
            return JSON.readValue(dataFolder.resolve(NAME).toFile(), RunFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Base URL of the first replica of public-api. */
    public String publicApi() {
        return url("public-api");
    }

    /** Base URL of the first replica of issuance-service. */
    public String issuance() {
        return url("issuance-service");
    }

    /** Base URL of the first replica of account-service. */
    public String account() {
        return url("account-service");
    }

    /** Base URL of the first replica of retirement-service. */
    public String retirement() {
        return url("retirement-service");
    }

    /**
     * Where a process answers.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public String url(String process) {
        return processes.stream()
                .filter(running -> running.name().equals(process))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No " + process + " runs here"))
                .url();
    }

    /**
     * Where all replicas of a service answer, the first one first.
     *
     * @param service the name of its module
     */
    public List<String> replicas(String service) {
        return processes.stream()
                .filter(running -> running.name().matches(service + "(-[0-9]+)?"))
                .map(RunningProcess::url)
                .toList();
    }

    /** A fresh bearer token of a demo user, without the word Bearer. */
    public String token(String user) {
        return LocalIssuer.token(issuerUrl, user);
    }

    // A crash before the move leaves the file as it was.
    void write() {
        Path file = Path.of(dataFolder, NAME);
        Path draft = Path.of(dataFolder, NAME + ".new");
        try {
            JSON.writeValue(draft.toFile(), this);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path dataFolder) {
        try {
            Files.deleteIfExists(dataFolder.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
