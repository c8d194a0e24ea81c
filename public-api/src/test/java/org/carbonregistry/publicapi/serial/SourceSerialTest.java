package org.carbonregistry.publicapi.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.carbonregistry.publicapi.KnownRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSerialTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                KnownRegister.OLD_FORM,
                KnownRegister.NEW_FORM,
                "19385-941467007-941467431-VCS-VCU-1507-VER-ET-14-1340-01012020-31122020-1",
                "7944-443163147-443163646-VCU-046-MER-CD-1-1860-01012018-31072018-0",
                "1-1-1-VCU-046-TZ1-DE-1-1860-01012018-31072018-0",
                "1-1-1-VCU-046-CDC-IN-1-1860-01012018-31072018-0"
            })
    void everySpellingOfTheSourceIsRead(String serial) {
        SourceSerial read = SourceSerial.of(serial).orElseThrow();
        assertEquals("verra", read.registry());
        assertEquals(serial, read.scope() + "-" + read.first() + "-" + read.last() + "-" + read.rest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7944-443163147",
                "7944-443163646-443163147-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "7944-99999999999999999999-99999999999999999999-VCU-046-APX-CN-1-1860-01012018-31072018-0",
                "GLB-KE-1042-2023-1-1-25000",
                "7944-1-2-XYZ-046-APX-CN-1-1860-01012018-31072018-0"
            })
    void anythingElseIsNot(String text) {
        assertTrue(SourceSerial.of(text).isEmpty());
    }
}
