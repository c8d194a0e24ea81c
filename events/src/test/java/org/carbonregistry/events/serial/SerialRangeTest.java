package org.carbonregistry.events.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialRangeTest {

    @Test
    void aRangeNamesItsBlockAndProject() {
        SerialRange serial = SerialRange.parse("CCR-KE-1042-2023-58-1-25000");
        assertEquals("CCR-58", serial.blockName());
        assertEquals("CCR-1042", serial.projectName());
        assertEquals(25_000, serial.units().quantity());
    }

    @Test
    void oneUnitIsARangeOfOne() {
        assertEquals(
                new UnitRange(17, 17),
                SerialRange.parse("CCR-KE-1042-2023-58-17").units());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CCR",
                "CCR-KE-1042-2023-58",
                "CCR-KE-1042-2023-058-1-2",
                "CCR-KE-1042-2023-58-01-2",
                "CCR-KE-1042-2023-58-0-2",
                "CCR-KE-1042-2023-58-3-2",
                "CCR-KE-1042-23-58-1-2",
                "ccr-KE-1042-2023-58-1-2",
                "CCR-KEN-1042-2023-58-1-2",
                "CCR-KE-1042-2023-58-1-2-3",
                " CCR-KE-1042-2023-58-1-2",
                "CCR-KE-10_42-2023-58-1-2",
                "CCR-KE-1042-2023-58-1-9999999999999999999"
            })
    void whatIsNoSerialIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> SerialRange.parse(text));
    }
}
