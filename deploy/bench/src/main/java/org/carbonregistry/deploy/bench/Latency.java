package org.carbonregistry.deploy.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long something took, from the moment it should have begun: an answer that comes late does not make the next request
 * begin later, so no omission is coordinated.
 */
final class Latency {

    private static final long LONGEST_MICROS = 600_000_000L;

    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    void record(long nanos) {
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
    }

    /** How many were recorded. */
    long count() {
        return micros.getTotalCount();
    }

    /** The value that so many of a hundred do not exceed, in milliseconds; 0 when nothing was recorded. */
    double millis(double percentile) {
        return count() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** For the raw results. */
    Percentiles percentiles() {
        return new Percentiles(
                count(),
                millis(50),
                millis(90),
                millis(99),
                millis(99.9),
                count() == 0 ? 0 : micros.getMaxValue() / 1000.0);
    }

    /** In milliseconds. */
    record Percentiles(long count, double p50, double p90, double p99, double p999, double max) {}
}
