package org.carbonregistry.events.http;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is calling, as the token says. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The person: claim {@code sub}. */
    public String subject() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    /** The organisation the person acts for: claim {@code org}, or null. */
    public String organisation() {
        return identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim("org") : null;
    }

    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }
}
