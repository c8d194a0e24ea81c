package org.carbonregistry.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.local.demo.Answer;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.RegistryClient;

/** The certificates of one programme as public-api returns them. Their numbers have no gap, newest are listed first. */
final class Certificates {

    private static final int PAGE = 1000;
    private static final long POLL_MILLIS = 25;

    private final RegistryClient client;
    private final String program;

    Certificates(RegistryClient client, String program) {
        this.client = client;
        this.program = program;
    }

    /** What was found, and when the last of them was there. */
    record Found(long count, Set<String> retirements, long lastSeenNanos) {}

    /** The newest certificate's number, 0 when there is none. */
    long newest() {
        JsonNode items = page(null, 1).path("items");
        return items.isEmpty() ? 0 : number(items.get(0));
    }

    /**
     * Waits until every certificate from after one to another is there, and reads them all.
     *
     * @param whenNewestAreThere is called before all are read, which is no part of the load
     * @return what is there after the patience, if not all
     */
    Found await(long after, long upTo, long patienceSeconds, Runnable whenNewestAreThere) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (System.nanoTime() < end && !newestAreThere(after, upTo)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        long seen = System.nanoTime();
        whenNewestAreThere.run();
        while (true) {
            Found found = read(after, upTo, seen);
            if (found.count() == upTo - after || System.nanoTime() > end) {
                return found;
            }
            // The newest were there before some older one: then the end is when that one was there, too.
            seen = System.nanoTime();
        }
    }

    private boolean newestAreThere(long after, long upTo) {
        Answer last = client.get(Door.PUBLIC, null, "/v1/retirements/" + program + "-R-" + upTo);
        if (!last.isFine()) {
            return false;
        }
        int expected = (int) Math.min(PAGE, upTo - after);
        JsonNode items = page(null, expected).path("items");
        return items.size() == expected
                && number(items.get(0)) == upTo
                && number(items.get(expected - 1)) == upTo - expected + 1;
    }

    private Found read(long after, long upTo, long seen) {
        BitSet numbers = new BitSet((int) (upTo - after));
        Set<String> retirements = new HashSet<>();
        String cursor = null;
        while (true) {
            JsonNode page = page(cursor, PAGE);
            for (JsonNode item : page.path("items")) {
                long number = number(item);
                if (number <= after) {
                    return new Found(numbers.cardinality(), retirements, seen);
                }
                numbers.set((int) (number - after - 1));
                retirements.add(item.path("id").asText());
            }
            if (!page.hasNonNull("next")) {
                return new Found(numbers.cardinality(), retirements, seen);
            }
            cursor = page.path("next").asText();
        }
    }

    private JsonNode page(String cursor, int limit) {
        String path = "/v1/retirements?program=" + program + "&limit=" + limit;
        return client.get(Door.PUBLIC, null, cursor == null ? path : path + "&cursor=" + cursor)
                .orRefused();
    }

    private static long number(JsonNode retirement) {
        String certificate = retirement.path("certificateNumber").asText();
        return Long.parseLong(certificate.substring(certificate.lastIndexOf('-') + 1));
    }
}
