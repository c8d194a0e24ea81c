package org.carbonregistry.events.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * In production ({@code registry.production=true}) a service does not start with a token issuer that is reached without TLS
 * or on its own machine: the local issuer gives any token to anyone.
 */
@Singleton
class IssuerOfProduction {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]+){1,3}|0\\.0\\.0\\.0|\\[?::1]?|\\[?::ffff:127\\..*");

    private final boolean production;
    private final Optional<String> issuer;

    IssuerOfProduction(
            @ConfigProperty(name = "registry.production", defaultValue = "false") boolean production,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer) {
        this.production = production;
        this.issuer = issuer;
    }

    void start(@Observes StartupEvent event) {
        if (production && !fit(issuer.orElse(""))) {
            throw new IllegalStateException("production needs a token issuer with TLS on another machine, not '"
                    + issuer.orElse("") + "': set QUARKUS_OIDC_AUTH_SERVER_URL");
        }
    }

    /** Whether tokens of an issuer at this address may be trusted in production. */
    static boolean fit(String address) {
        try {
            URI uri = URI.create(address.strip());
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && !THIS_MACHINE
                            .matcher(uri.getHost().toLowerCase(Locale.ROOT))
                            .matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
