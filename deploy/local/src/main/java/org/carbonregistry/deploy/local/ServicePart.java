package org.carbonregistry.deploy.local;

import java.io.File;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.embedded.ChildMain;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.ParentProcess;

/** One replica of a service. */
final class ServicePart implements Part {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();

    private final String name;
    private final Path jar;
    private final int port;
    private final Path log;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;
    private volatile ChildProcess process;

    ServicePart(String name, Path jar, int port, Path log, List<String> jvmOptions, Map<String, String> environment) {
        this.name = name;
        this.jar = jar;
        this.port = port;
        this.log = log;
        this.jvmOptions = jvmOptions;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public long pid() {
        return process == null ? 0 : process.pid();
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public void start() {
        List<String> arguments = new ArrayList<>(ParentProcess.argument());
        arguments.addAll(jvmOptions);
        arguments.addAll(List.of(
                "-cp",
                jar + File.pathSeparator + placeOf(ChildMain.class),
                ChildMain.class.getName(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        process = ChildProcess.java(name, arguments, environment, log);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }

    /** Whether it says that it can do its work. */
    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
