package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfitFieldTest {

    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    record Order(
            Long quantity,
            Long units,
            int year,
            String name,
            LocalDate date,
            Instant time,
            UUID id,
            Boolean fine,
            List<String> serials,
            Place place) {}

    record Place(String country) {}

    UnfitFieldTest() {
        new StrictJson().customize(mapper);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'quantity':1.5}                    | a whole number is wanted, not 1.5",
                "{'quantity':'7'}                    | a whole number is wanted, not \"7\"",
                "{'quantity':{}}                     | a whole number is wanted, not an object",
                "{'units':1e3}                       | a whole number is wanted, not 1e3",
                "{'units':99999999999999999999}      | a whole number that fits is wanted, not 99999999999999999999",
                "{'year':3000000000}                 | a whole number that fits is wanted, not 3000000000",
                "{'year':null}                       | a whole number is wanted, not nothing",
                "{'name':7}                          | a text is wanted, not 7",
                "{'name':'a\\u0000b'}                | a text without U+0000 and without half a surrogate pair is wanted",
                "{'name':'a\\ud800'}                 | a text without U+0000 and without half a surrogate pair is wanted",
                "{'name':['a']}                      | a text is wanted, not a list",
                "{'date':'31.12.2024'}               | a date as in 2024-12-31 is wanted, not \"31.12.2024\"",
                "{'time':'noon'}                     | a UTC time as in 2024-12-31T12:00:00Z is wanted, not \"noon\"",
                "{'id':'x'}                          | a UUID is wanted, not \"x\"",
                "{'fine':'yes'}                      | true or false is wanted, not \"yes\"",
                "{'serials':'CCR-KE-1-2024-1-1-2'}   | a list is wanted, not a text",
                "{'place':'KE'}                      | an object is wanted, not a text",
                "{'place':{'land':'KE'}}             | unknown field 'land'; known here: country",
            })
    void whatIsWantedAndWhatCameIsSaid(String body, String sentence) {
        assertEquals(sentence, sentence(body));
    }

    @Test
    void aLongTextIsShownInPart() {
        String sentence = sentence("{'date':'" + "9".repeat(5_000) + "'}");
        assertEquals("a date as in 2024-12-31 is wanted, not \"" + "9".repeat(60) + "…\"", sentence);
    }

    @Test
    void noWordOfTheParserIsSaid() {
        for (String body : List.of("{'units':null}", "{'year':true}", "{'serials':{}}", "[]", "7")) {
            String sentence = sentence(body);
            for (String word : List.of("Cannot", "`", "java.", "class ", "Coercion")) {
                assertFalse(sentence.contains(word), body + ": " + sentence);
            }
        }
    }

    private String sentence(String body) {
        JsonProcessingException unfit = assertThrows(
                JsonProcessingException.class, () -> mapper.readValue(body.replace('\'', '"'), Order.class));
        return UnfitField.sentence((JsonMappingException) unfit);
    }
}
