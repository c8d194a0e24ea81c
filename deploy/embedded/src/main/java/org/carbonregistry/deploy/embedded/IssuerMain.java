package org.carbonregistry.deploy.embedded;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.OAuth2Exception;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** The process of {@link LocalIssuer}. Its keys are public: never trust it in production. */
public final class IssuerMain {

    private IssuerMain() {}

    /**
     * Runs until it is stopped.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws Exception {
        ParentProcess.endWithIt();
        OAuth2Config config = new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(),
                Set.of(new DemoTokens()),
                new MockWebServerWrapper());
        MockOAuth2Server server = new MockOAuth2Server(config);
        server.start(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[0]));
        System.out.println("The issuer listens on " + server.issuerUrl(LocalIssuer.ISSUER));
        while (true) {
            forgetRequest(server);
        }
    }

    /** The server keeps every request for a test to look at: unless somebody takes them, memory fills up. */
    private static void forgetRequest(MockOAuth2Server server) {
        try {
            server.takeRequest(1, TimeUnit.HOURS);
        } catch (RuntimeException noneCame) {
            // Wait again.
        }
    }

    /** What is in a token follows from its client id alone. */
    private static final class DemoTokens implements OAuth2TokenCallback {

        @Override
        public String issuerId() {
            return LocalIssuer.ISSUER;
        }

        @Override
        public String subject(TokenRequest request) {
            return user(request).name();
        }

        @Override
        public String typeHeader(TokenRequest request) {
            return "JWT";
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return List.of("registry");
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            DemoUser user = user(request);
            return Map.of("roles", user.roles(), "org", user.organisation());
        }

        @Override
        public long tokenExpiry() {
            return Duration.ofHours(12).toSeconds();
        }

        private static DemoUser user(TokenRequest request) {
            String name = request.getClientAuthentication() != null
                    ? request.getClientAuthentication().getClientID().getValue()
                    : request.getClientID().getValue();
            return DemoUser.named(name)
                    .orElseThrow(() -> new OAuth2Exception(OAuth2Error.INVALID_CLIENT, "There is no user " + name));
        }
    }
}
