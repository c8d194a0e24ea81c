package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void whoHasNoNameIsNobody(String sub) {
        Caller caller = new Caller(token(Map.of("iss", "https://one", "sub", sub)));
        assertThrows(Refused.class, caller::subject);
        assertThrows(Refused.class, new Caller(token(Map.of("iss", "https://one", "upn", "anna")))::subject);
        assertThrows(Refused.class, new Caller(token(Map.of("sub", "a".repeat(256))))::subject);
        assertEquals("a".repeat(255), new Caller(token(Map.of("sub", "a".repeat(255)))).subject());
    }

    @Test
    void anOrganisationIsATextOrIsNotThere() {
        assertNull(new Caller(token(Map.of("sub", "1"))).organisation());
        assertEquals("acme", new Caller(token(Map.of("sub", "1", "org", "acme"))).organisation());
        assertEquals("acme", new Caller(token(Map.of("sub", "1", "org", Json.createValue("acme")))).organisation());
        for (Object odd : List.of(List.of("acme"), 7, Map.of("a", "b"), "", true)) {
            assertThrows(Refused.class, new Caller(token(Map.of("sub", "1", "org", odd)))::organisation);
        }
    }

    private static SecurityIdentity token(Map<String, Object> claims) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new Token(claims)).build();
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return (String) claims.getOrDefault("upn", claims.get("sub"));
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
