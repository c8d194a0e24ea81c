package org.carbonregistry.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void percentilesAreThoseOfWhatWasRecorded() {
        Latency latency = new Latency();
        for (int millis = 1; millis <= 1000; millis++) {
            latency.record(millis * 1_000_000L);
        }
        assertEquals(1000, latency.count());
        assertEquals(500, latency.millis(50), 1);
        assertEquals(990, latency.millis(99), 1);
        assertEquals(1000, latency.percentiles().max(), 1);
    }

    @Test
    void whatTookLongerThanCanBeTakenCountsAsTheLongest() {
        Latency latency = new Latency();
        latency.record(Long.MAX_VALUE);
        assertEquals(600_000, latency.millis(100), 1000);
    }

    @Test
    void nothingRecordedIsNoLatency() {
        assertEquals(0, new Latency().millis(99));
    }
}
