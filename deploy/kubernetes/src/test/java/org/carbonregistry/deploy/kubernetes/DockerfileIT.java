package org.carbonregistry.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the exact command of each Dockerfile, as an ordinary user, on what it copies, in a folder nobody may write to. */
class DockerfileIT {

    private static final Path ROOT = Files.exists(Path.of("base")) ? Path.of("../..") : Path.of("");
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");
    private static final List<String> ORDINARY_USER =
            List.of("setpriv", "--reuid=10001", "--regid=10001", "--clear-groups", "--no-new-privs");
    /** A line in the log of Quarkus or of its migrations, plain or JSON. The stack of a failed start is none. */
    private static final Pattern QUARKUS = Pattern.compile("(\\[|\"loggerName\":\")(io\\.qua|org\\.fly)");

    @ParameterizedTest
    @ValueSource(strings = {"issuance-service", "account-service", "retirement-service", "public-api"})
    void theImageIsAnOrdinaryUsersJava17(String service) throws IOException {
        assertEquals(List.of("eclipse-temurin:17-jre"), instructions(service, "FROM"));
        assertEquals(List.of("10001:10001"), instructions(service, "USER"));
        assertEquals(1, instructions(service, "CMD").size());
        assertEquals("java", command(service).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuance-service", "account-service", "retirement-service", "public-api"})
    void theCommandStartsTheServiceWithoutWritingToItsFolder(String service, @TempDir Path temporary)
            throws IOException {
        assumeTrue(Files.exists(ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar")), "not packaged");
        assumeTrue(!IS_ROOT || Files.isExecutable(Path.of("/usr/bin/setpriv")), "cannot become an ordinary user");
        Path image = Files.createDirectory(temporary.resolve("image"));
        try {
            copyInto(image, service);
            permit(temporary, "rwxr-xr-x");
            String said = run(image, service);
            assertTrue(QUARKUS.matcher(said).find(), said);
            assertFalse(said.contains("Permission denied") || said.contains("AccessDenied"), said);
        } finally {
            setPermissions(image, "rwxr-xr-x", "rw-r--r--");
        }
    }

    private static void copyInto(Path image, String service) throws IOException {
        for (String copy : instructions(service, "COPY")) {
            String[] fromTo = copy.split("\\s+");
            Path from = ROOT.resolve(service).resolve(fromTo[0]);
            assertTrue(Files.exists(from), () -> from + " is not there to be copied");
            Path to = image.resolve(fromTo[1]);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
        setPermissions(image, "r-xr-xr-x", "r--r--r--");
    }

    private static String run(Path image, String service) throws IOException {
        List<String> command = new ArrayList<>(IS_ROOT ? ORDINARY_USER : List.of());
        command.addAll(command(service));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(image.toFile()).redirectErrorStream(true);
        // Nothing listens on port 1: the service begins, and then waits for its database and broker.
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/none",
                        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none",
                        "QUARKUS_DATASOURCE_USERNAME", "none",
                        "QUARKUS_DATASOURCE_PASSWORD", "none",
                        "QUARKUS_FLYWAY_CONNECT_RETRIES", "1",
                        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "QUARKUS_OIDC_AUTH_SERVER_URL", "http://127.0.0.1:1"));
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        Thread reader = new Thread(() -> read(process, said));
        reader.start();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(90));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        synchronized (said) {
            return said.toString();
        }
    }

    private static void read(Process process, StringBuilder said) {
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                synchronized (said) {
                    said.append(line).append('\n');
                }
                if (QUARKUS.matcher(line).find()) {
                    return;
                }
            }
        } catch (IOException e) {
            synchronized (said) {
                said.append(e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> command(String service) throws IOException {
        return Serialization.unmarshal(instructions(service, "CMD").get(0), List.class);
    }

    private static List<String> instructions(String service, String name) throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve(service).resolve("Dockerfile"))) {
            return lines.filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length()).strip())
                    .toList();
        }
    }

    private static void setPermissions(Path top, String folders, String files) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                permit(path, Files.isDirectory(path) ? folders : files);
            }
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
