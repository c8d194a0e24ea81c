package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerOfProductionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8090/registry",
                "https://127.0.0.1:8090/registry",
                "https://localhost/registry",
                "https://LOCALHOST/registry",
                "https://issuer.localhost/registry",
                "https://[::1]/registry",
                "http://identity.example.org/realms/registry",
                "identity.example.org",
                "not an address",
                ""
            })
    void aLocalOrUnprotectedIssuerIsNotForProduction(String issuer) {
        assertFalse(IssuerOfProduction.fit(issuer));
        IssuerOfProduction production = new IssuerOfProduction(true, Optional.of(issuer));
        assertThrows(IllegalStateException.class, () -> production.start(null));
    }

    @Test
    void aProviderWithTlsIs() {
        assertTrue(IssuerOfProduction.fit("https://identity.example.org/realms/registry"));
    }

    @Test
    void elsewhereTheLocalIssuerWillDo() {
        IssuerOfProduction local = new IssuerOfProduction(false, Optional.of("http://127.0.0.1:8090/registry"));
        assertDoesNotThrow(() -> local.start(null));
    }

    @Test
    void productionWithoutAnIssuerDoesNotStart() {
        IssuerOfProduction production = new IssuerOfProduction(true, Optional.empty());
        assertThrows(IllegalStateException.class, () -> production.start(null));
    }
}
