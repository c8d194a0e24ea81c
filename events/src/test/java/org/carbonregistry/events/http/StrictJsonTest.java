package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    record Body(String name, Long quantity) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quantity\":1,\"quantity\":10}",
                "{\"name\":\"a\",\"name\":\"a\"}",
                "{\"nam\":\"a\"}",
                "{\"name\":7}",
                "{\"quantity\":1.5}",
                "{\"quantity\":\"1\"}",
                "{\"quantity\":1} {}"
            })
    void aBodyIsReadToTheLetter(String body) {
        ObjectMapper mapper = new ObjectMapper();
        new StrictJson().customize(mapper);
        assertThrows(JsonProcessingException.class, () -> mapper.readValue(body, Body.class));
    }
}
