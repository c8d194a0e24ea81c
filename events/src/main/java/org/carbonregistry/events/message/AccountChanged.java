package org.carbonregistry.events.message;

import java.time.Instant;

/**
 * An account as it stands now; published when it is opened and at every change.
 *
 * @param account its id, for example {@code A1001}
 * @param number 1 at opening, then gap-free
 * @param organisation the owner, or null for a system account
 * @param kind {@code developer}, {@code holding}, {@code trading}, {@code buffer}, {@code retired}, {@code cancelled} or
 *     {@code converted}
 * @param program the programme of a system account, otherwise null
 * @param status {@code open}, {@code suspended} or {@code closed}
 */
public record AccountChanged(
        String account,
        long number,
        String organisation,
        String kind,
        String program,
        String name,
        String status,
        Instant time) {}
