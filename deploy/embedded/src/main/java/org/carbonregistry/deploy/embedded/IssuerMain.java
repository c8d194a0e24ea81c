package org.carbonregistry.deploy.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The process of {@link LocalIssuer}: discovery (OpenID Connect Discovery 1.0), keys, and tokens by client credentials
 * (RFC 6749, 4.4) whose content follows from the client id alone. It believes everybody: for one machine only.
 */
public final class IssuerMain {

    private static final Duration LIFE = Duration.ofHours(12);

    private final String issuer;
    private final IssuerKey key;

    private IssuerMain(String issuer, IssuerKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    /**
     * Runs until it is stopped.
     *
     * @param arguments the port, and the file of the signing key
     */
    public static void main(String[] arguments) throws Exception {
        ParentProcess.endWithIt();
        int port = Integer.parseInt(arguments[0]);
        IssuerMain main = new IssuerMain(LocalIssuer.url(port), IssuerKey.in(Path.of(arguments[1])));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        String path = "/" + LocalIssuer.ISSUER;
        server.createContext(
                path + "/.well-known/openid-configuration", exchange -> answer(exchange, 200, main.discovery()));
        server.createContext(path + "/jwks", exchange -> answer(exchange, 200, main.key.keySet()));
        server.createContext(path + "/token", main::token);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        System.out.println(Instant.now() + " The issuer listens on " + main.issuer);
    }

    private String discovery() {
        return "{\"issuer\":\"" + issuer + "\""
                + ",\"token_endpoint\":\"" + issuer + "/token\""
                + ",\"jwks_uri\":\"" + issuer + "/jwks\""
                + ",\"grant_types_supported\":[\"client_credentials\"]"
                + ",\"response_types_supported\":[\"token\"]"
                + ",\"subject_types_supported\":[\"public\"]"
                + ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"client_secret_basic\"]"
                + ",\"id_token_signing_alg_values_supported\":[\"RS256\"]}";
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        if (!"client_credentials".equals(form.get("grant_type"))) {
            answer(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
            return;
        }
        String client = basicUser(exchange).orElse(form.getOrDefault("client_id", ""));
        Optional<DemoUser> user = DemoUser.named(client);
        if (user.isEmpty()) {
            answer(exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"There is no such user\"}");
            return;
        }
        Instant now = Instant.now();
        String token = new SignedToken(
                        issuer,
                        user.get().name(),
                        "registry",
                        user.get().organisation(),
                        user.get().roles(),
                        now,
                        now.plus(LIFE))
                .signedWith(key.secret(), key.id());
        answer(
                exchange,
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + LIFE.toSeconds()
                        + "}");
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(64 * 1024), StandardCharsets.UTF_8);
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            String[] parts = field.split("=", 2);
            form.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return form;
    }

    private static Optional<String> basicUser(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith("Basic "))
                .map(header -> new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8))
                .map(credentials -> decode(credentials.split(":", 2)[0]));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
