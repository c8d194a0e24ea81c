package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalEntityIdentifierTest {

    @ParameterizedTest
    @CsvSource({
        "529900T8BM49AURSDO55,true,true",
        "5493001KJTIIGC8Y1R12,true,true",
        "529900T8BM49AURSDO56,true,false",
        "529900T8MB49AURSDO55,true,false",
        "HRB12345,false,false",
        "529900t8bm49aursdo55,false,true"
    })
    void anLeiIsKnownByItsFormAndItsCheckDigits(String text, boolean looksLikeOne, boolean valid) {
        assertEquals(looksLikeOne, LegalEntityIdentifier.looksLikeOne(text));
        if (looksLikeOne) {
            assertEquals(valid, LegalEntityIdentifier.isValid(text));
        }
    }
}
