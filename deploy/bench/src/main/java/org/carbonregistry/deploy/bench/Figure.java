package org.carbonregistry.deploy.bench;

import java.util.List;
import java.util.Map;

/**
 * What came of one scenario.
 *
 * @param done what counts: certificates that public-api returned, transfers that were settled
 * @param failed what was asked and did not become one
 * @param seconds from the first request to the last of {@code done}
 * @param accepted until the service said it has it, from the moment the request was due
 * @param visible until public-api returned the certificate, of some; null where nothing becomes visible
 * @param cpuSeconds per process
 * @param details whatever else is worth keeping
 */
record Figure(
        String scenario,
        long done,
        long failed,
        double seconds,
        Latency.Percentiles accepted,
        Latency.Percentiles visible,
        Map<String, Double> cpuSeconds,
        List<Target.Check> checks,
        double loadAverageBefore,
        Map<String, Object> details) {

    /** A second. */
    double rate() {
        return seconds <= 0 ? 0 : done / seconds;
    }

    /** Of what one SQL transaction each could do; 0 when that is not known. */
    double ratio(double limit) {
        return limit <= 0 ? 0 : rate() / limit;
    }

    /** CPU of all processes for one, in microseconds. */
    double cpuMicrosEach() {
        return done == 0
                ? 0
                : cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1_000_000 / done;
    }

    Figure withChecks(List<Target.Check> added) {
        return new Figure(
                scenario, done, failed, seconds, accepted, visible, cpuSeconds, added, loadAverageBefore, details);
    }
}
