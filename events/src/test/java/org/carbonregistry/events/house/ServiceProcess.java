package org.carbonregistry.events.house;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.carbonregistry.deploy.embedded.FreePort;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;

/** The packaged service in a process of its own with a heap of 256 MB, over the database and broker of the test. */
public final class ServiceProcess implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;
    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port, String token) {
        this.process = process;
        this.port = port;
        this.token = token;
    }

    /** @param token of whoever calls it */
    public static ServiceProcess start(String database, String token) throws IOException {
        RegistryEnvironment environment = new RegistryEnvironment();
        environment.init(Map.of("database", database));
        int port = FreePort.find();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        environment.start().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        Path log = Path.of("target", "service-with-a-small-heap.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServiceProcess service = new ServiceProcess(process, port, token);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(120, TimeUnit.SECONDS).until(() -> {
            assertTrue(process.isAlive(), () -> "the service ended; see " + log.toAbsolutePath());
            return service.isReady();
        });
        return service;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is at an address. */
    public JsonPath read(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonPath(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Sends a batch over a plain socket before it reads a single byte.
     *
     * @param line the lines, from 1, all of one length
     */
    public JsonPath upload(String path, IntFunction<byte[]> line, int count) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\nContent-Length: "
                            + (long) count * line.apply(1).length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 1; i <= count; i++) {
                out.write(line.apply(i));
            }
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 202"), answer);
            return new JsonPath(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }

    /** Sends a request without a body and leaves the answer unread. */
    public Socket ask(String method, String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                                + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The most memory the process ever held, heap and everything else; 0 where the system does not say. */
    public long peakMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
