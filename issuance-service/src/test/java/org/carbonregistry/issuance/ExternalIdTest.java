package org.carbonregistry.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdTest {

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\u202eb", "a\u2066b", "a\u0007b"})
    void anIdThatPeopleCannotReadIsRefused(String id) {
        Refused refused = assertThrows(
                Refused.class, () -> ExternalId.of("project", new Actor("dora", "acme", false), id, "content"));
        assertEquals(IssuanceRefusal.INVALID_VALUE, refused.reason());
        assertEquals("/externalId", refused.pointer());
    }
}
