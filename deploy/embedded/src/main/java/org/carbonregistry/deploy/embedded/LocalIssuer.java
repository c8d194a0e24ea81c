package org.carbonregistry.deploy.embedded;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small OpenID Connect issuer on 127.0.0.1, in a process of its own, that hands a token to whoever names a
 * {@link DemoUser}. Its signing key lies in its folder, so tokens stay good when it starts again, and are good nowhere else.
 */
public final class LocalIssuer implements AutoCloseable {

    /** The last part of the issuer's URL. */
    static final String ISSUER = "registry";

    private static final String KEY = "issuer.key";
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .proxy(ProxySelector.of(null))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final Path folder;
    private ChildProcess process;

    private LocalIssuer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param folder for its key and its log; created when it is missing
     * @param port 0 for any free one
     */
    public static LocalIssuer start(Path folder, int port) {
        LocalIssuer issuer = new LocalIssuer(folder.toAbsolutePath().normalize(), port == 0 ? FreePort.find() : port);
        issuer.restart();
        return issuer;
    }

    /** Starts it again on the same port, after {@link #close()}. */
    public void restart() {
        List<String> arguments = new ArrayList<>(ParentProcess.argument());
        arguments.addAll(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ProjectFolder.processClassPath(),
                IssuerMain.class.getName(),
                Integer.toString(port),
                folder.resolve(KEY).toString()));
        process = ChildProcess.java("issuer", arguments, Map.of(), folder.resolve("issuer.log"));
        awaitReady();
    }

    /** The issuer's URL, which services are configured with. */
    public String url() {
        return url(port);
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port + "/" + ISSUER;
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The process it runs in. */
    public ChildProcess process() {
        return process;
    }

    /**
     * A fresh bearer token, good for 12 hours.
     *
     * @param user the name of a {@link DemoUser}
     */
    public String token(String user) {
        return token(url(), user);
    }

    /** The same from an issuer that was started elsewhere. */
    public static String token(String issuerUrl, String user) {
        HttpClient http = HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuerUrl + "/token"))
                .timeout(Duration.ofSeconds(10))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + user + "&client_secret=demo"))
                .build();
        try {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher token = ACCESS_TOKEN.matcher(body);
            if (!token.find()) {
                throw new IllegalArgumentException("No token for " + user + ": " + body);
            }
            return token.group(1);
        } catch (IOException e) {
            throw new IllegalStateException("The issuer does not answer at " + issuerUrl, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for a token", e);
        }
    }

    /**
     * A token of an issuer that was started elsewhere, for somebody who is no {@link DemoUser}; whoever can read the key may
     * be anybody.
     *
     * @param folder the issuer's, with its signing key
     * @param organisation may be null
     */
    public static String token(String issuerUrl, Path folder, String subject, String organisation, String... roles) {
        try {
            IssuerKey key = IssuerKey.in(folder.resolve(KEY));
            Instant now = Instant.now();
            return new SignedToken(
                            issuerUrl, subject, "registry", organisation, List.of(roles), now, now.plusSeconds(3600))
                    .signedWith(key.secret(), key.id());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No key in " + folder, e);
        }
    }

    /** Stops it. */
    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant deadline = Instant.now().plus(STARTUP);
        while (true) {
            process.requireAlive();
            try {
                http.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            "The issuer is not ready after " + STARTUP + ", see " + process.log());
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the issuer was starting", e);
            }
        }
    }
}
