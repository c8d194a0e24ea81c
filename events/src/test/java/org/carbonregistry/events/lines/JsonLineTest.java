package org.carbonregistry.events.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {

    private final ObjectMapper mapper = new ObjectMapper();

    record Order(String name, Long quantity) {}

    JsonLineTest() {
        new StrictJson().customize(mapper);
    }

    @Test
    void aLineIsReadAsABodyIs() {
        assertEquals(new Order("ä", 3L), read("{\"name\":\"ä\",\"quantity\":3}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'a'      | malformed-body |",
                "null             | malformed-body |",
                "[1]              | malformed-body |",
                "{'name':'a'}{}   | malformed-body |",
                "{'quantity':1.5} | invalid-field  | /quantity",
                "{'nam':'a'}      | invalid-field  | /nam",
            })
    void whatIsNoOrderIsRefusedByName(String line, String code, String pointer) {
        refused(code, pointer, new Line(1, line.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aLineThatIsTooLongOrNoUtf8IsRefused() {
        refused("line-too-long", null, new Line(1, null));
        refused("malformed-body", null, new Line(1, "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16)));
        refused("malformed-body", null, new Line(1, "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE)));
        refused("malformed-body", null, new Line(1, "{\"name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void refused(String code, String pointer, Line line) {
        Refused refused = assertThrows(Refused.class, () -> JsonLine.read(mapper, line, Order.class));
        assertEquals(code, refused.reason().code(), refused.getMessage());
        assertEquals(pointer, refused.pointer());
    }

    private Order read(byte[] line) {
        return JsonLine.read(mapper, new Line(1, line), Order.class);
    }
}
