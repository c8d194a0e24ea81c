package org.carbonregistry.account.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void aTextThatASpreadsheetWouldRunIsNeutralised(String text) {
        assertEquals("'" + text, CsvLines.cell(text));
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        assertEquals("CCR-1", CsvLines.cell("CCR-1"));
        assertEquals("5", CsvLines.cell(5L));
        assertEquals("", CsvLines.cell(null));
    }

    @Test
    void separatorsAndQuotesAreQuoted() {
        byte[] lines = CsvLines.of(List.of(Arrays.asList("a,b", "say \"hi\"", null, 3)));
        assertEquals("\"a,b\",\"say \"\"hi\"\"\",,3\r\n", new String(lines, StandardCharsets.UTF_8));
    }
}
