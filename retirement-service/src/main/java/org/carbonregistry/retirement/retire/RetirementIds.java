package org.carbonregistry.retirement.retire;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of retirements: UUIDs of version 7 (RFC 9562, method 3: milliseconds and a 12-bit fraction), so that they are stored and
 * listed in the order of the requests.
 */
@Singleton
public class RetirementIds {

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong latest = new AtomicLong();

    /** A new id, later than every id this process made before. */
    public UUID next() {
        long ticks = System.currentTimeMillis() << 12;
        long tick = latest.updateAndGet(last -> Math.max(last + 1, ticks));
        long high = tick >>> 12 << 16 | 0x7000L | tick & 0xFFFL;
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
