package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5|5",
                "Wait=5|5",
                "respond-async; foo, wait=7|0",
                "return=minimal, wait=7|7",
                "wait = \"9\"|9",
                "wait=31|30",
                "wait=999999|30",
                "wait=0|0",
                "wait=-1|0",
                "wait=1.5|0",
                "wait=|0",
                "await=5|0",
                "respond-async|0",
                "''|0"
            })
    void aClientSaysHowLongItWaits(String prefer, int seconds) {
        assertEquals(seconds, WaitPreference.read(List.of(prefer), 30).orElse(0));
    }
}
