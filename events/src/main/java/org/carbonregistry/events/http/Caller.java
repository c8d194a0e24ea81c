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

    /** A name that no other person or client has: issuer and {@code sub}, never a name that can be given anew; empty for anyone. */
    static String client(SecurityIdentity who) {
        if (who.isAnonymous()) {
            return "";
        }
        return who.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getIssuer() + " " + token.getSubject()
                : who.getPrincipal().getName();
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
