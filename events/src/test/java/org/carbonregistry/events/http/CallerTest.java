package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void twoPersonsOfOneNameAreTwoClients() {
        assertNotEquals(
                Caller.client(token(Map.of("iss", "https://one", "sub", "1", "upn", "anna"))),
                Caller.client(token(Map.of("iss", "https://one", "sub", "2", "upn", "anna"))));
    }

    @Test
    void aPersonWhoseNameChangesStaysTheSameClient() {
        assertEquals(
                Caller.client(token(Map.of("iss", "https://one", "sub", "1", "upn", "anna"))),
                Caller.client(token(Map.of("iss", "https://one", "sub", "1", "upn", "anna.b"))));
    }

    @Test
    void theSubjectOfAnotherIssuerIsAnotherClient() {
        assertNotEquals(
                Caller.client(token(Map.of("iss", "https://one", "sub", "1"))),
                Caller.client(token(Map.of("iss", "https://two", "sub", "1"))));
    }

    private static SecurityIdentity token(Map<String, String> claims) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new Token(claims)).build();
    }

    private record Token(Map<String, String> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return claims.getOrDefault("upn", claims.get("sub"));
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }
}
