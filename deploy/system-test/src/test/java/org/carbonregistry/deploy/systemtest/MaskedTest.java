package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MaskedTest {

    private static final String PRINTED = "{\"id\":\"dcc2692a-fa5c-4032-ac3a-81656fa31e69\",\"status\":\"issued\","
            + "\"at\":\"2026-11-25T11:21:05.504Z\",\"blocks\":[{\"block\":\"CCR-17\",\"quantity\":10000}]}";

    @Test
    void anotherRunWithMoreFieldsShowsTheSame() {
        String later = "{\"id\":\"00000000-fa5c-4032-ac3a-81656fa31e69\",\"extra\":1,\"status\":\"issued\","
                + "\"at\":\"2027-01-01T00:00:00Z\",\"blocks\":[{\"block\":\"CCR-17\",\"quantity\":10000}]}";
        assertTrue(Masked.of(later).shows(Masked.of(PRINTED)));
        assertFalse(Masked.of(PRINTED).shows(Masked.of(later)));
    }

    @Test
    void anotherQuantityOrStateIsSeen() {
        assertFalse(Masked.of(PRINTED.replace("10000", "9999")).shows(Masked.of(PRINTED)));
        assertFalse(Masked.of(PRINTED.replace("issued", "approved")).shows(Masked.of(PRINTED)));
        assertFalse(Masked.of("").shows(Masked.of(PRINTED)));
    }
}
