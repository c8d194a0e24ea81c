package org.carbonregistry.events.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/%2e%2e/q/metrics",
                "/v1/%2E%2e/q/metrics",
                "/v1/.%2e/q/metrics",
                "/v1/../q/metrics",
                "/v1/./q/metrics",
                "/v1%2f..%2fq/metrics",
                "/v1/..%5cq/metrics",
                "/..",
                "/v1/..?a=b"
            })
    void anAddressWithDotSegmentsIsNotPlain(String uri) {
        assertFalse(PlainPath.isPlain(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/retirements?q=..%2f..",
                "/v1/serials/RW-5-1463953-2-2-0-7014%20-%20RW-5-1467609-2-2-0-7014",
                "/v1/serials/ACR-US-1185-2025-3078-1%20to%2085847",
                "/v1/serials/PURO_PR_CORC100+_FI_577166_2020_x_1-100",
                "/q/health/ready",
                "/retirements.csv",
                "/a..b/...",
                "*"
            })
    void everyOtherAddressIs(String uri) {
        assertTrue(PlainPath.isPlain(uri));
    }
}
