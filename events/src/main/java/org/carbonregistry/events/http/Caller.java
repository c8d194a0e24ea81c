package org.carbonregistry.events.http;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is calling, as the token says. */
@RequestScoped
public class Caller {

    private static final int LONGEST_NAME = 255;

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

    /**
     * The person: claim {@code sub}. Who did it is on every decision, so it is a name that can be written down.
     *
     * @throws Refused forbidden, when the token names nobody in such a way
     */
    public String subject() {
        String name = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
        if (!isName(name)) {
            throw new Refused(
                    EdgeRefusal.FORBIDDEN,
                    "your token names no person: sub has 1 to " + LONGEST_NAME
                            + " characters, none of them a control character",
                    null);
        }
        return name;
    }

    /**
     * The organisation the person acts for: claim {@code org}, or null.
     *
     * @throws Refused forbidden, when the claim is there and no name
     */
    public String organisation() {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim("org") : null;
        String name = claim instanceof JsonString text ? text.getString() : claim instanceof String text ? text : null;
        if (claim != null && !isName(name)) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "the claim org of your token names no organisation", null);
        }
        return name;
    }

    private static boolean isName(String text) {
        return text != null
                && !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }
}
