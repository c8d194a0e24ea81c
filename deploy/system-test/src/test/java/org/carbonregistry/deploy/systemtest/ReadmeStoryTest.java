package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeStoryTest {

    private static final String README =
            """
            ## Start
            ```bash
            not of the story
            ```
            ## The story by hand
            First
            ```bash
            a=1
            ```
            Then
            ```bash
            curl localhost:8081/v1/projects -d '{}'
            ```
            ```json
            {"id":"CCR-1000"}
            ```
            ## Next chapter
            ```bash
            not of the story either
            ```
            """;

    @Test
    void commandsAreReadWithWhatTheyPrinted() {
        assertEquals(
                List.of(
                        new ReadmeStory.Step("a=1", ""),
                        new ReadmeStory.Step("curl localhost:8081/v1/projects -d '{}'", "{\"id\":\"CCR-1000\"}")),
                ReadmeStory.of(README).steps());
    }

    @Test
    void onlyWhatReadsIsRepeated() {
        List<ReadmeStory.Step> steps = ReadmeStory.of(README).steps();
        assertTrue(steps.get(0).onlyReads());
        assertFalse(steps.get(1).onlyReads());
    }
}
