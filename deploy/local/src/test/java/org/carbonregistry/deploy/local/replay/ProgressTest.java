package org.carbonregistry.deploy.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void itShowsHowFarHowFastAndHowLongStill() {
        assertEquals(
                "retirements  [===============               ]  50 %  1,000 of 2,000  100/s  0:10 left ",
                Progress.line("retirements", 1000, 2000, Duration.ofSeconds(10)));
        assertEquals(
                "blocks       [==============================] 100 %  5 of 5  1/s  in 0:05 ",
                Progress.line("blocks", 5, 5, Duration.ofSeconds(5)));
    }

    @Test
    void nothingToDoIsDone() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), "blocks", 0, false).close();
        assertEquals(true, said.toString(StandardCharsets.UTF_8).contains("100 %  0 of 0"));
    }
}
