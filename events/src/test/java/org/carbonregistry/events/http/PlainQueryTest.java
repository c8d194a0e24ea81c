package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainQueryTest {

    @ParameterizedTest
    @CsvSource({
        "a=%ff, a",
        "a=b&c=%c3, c",
        "a=b%, a",
        "a=%2, a",
        "a=%zz, a",
        "%ff, %ff",
        "a=%ed%a0%80, a",
        "a=b&c=%C3%A4+d&e,",
        "a=%25,",
        ",",
    })
    void aParameterThatIsNoUtf8IsNamed(String query, String name) {
        assertEquals(name, PlainQuery.unreadable(query));
    }
}
