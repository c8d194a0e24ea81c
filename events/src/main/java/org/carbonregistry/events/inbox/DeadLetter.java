package org.carbonregistry.events.inbox;

import java.time.Instant;

/**
 * A message that was put aside. What it carried is shown to nobody here: it is in the database and on the dead-letter topic.
 *
 * @param origin {@code inbox} for one that this service could not read or apply, {@code outbox} for one of its own that the
 *     broker will never take
 * @param partition where it came from, with {@code offset}; null for an own one
 * @param stream the stream of facts it belongs to, with its {@code number}; null when it is no fact or says nothing of it
 * @param acknowledgedAt when a registrar acknowledged it, or null while it is open
 * @param acknowledgement the reason that was given
 */
public record DeadLetter(
        long id,
        String origin,
        String topic,
        Integer partition,
        Long offset,
        String key,
        String stream,
        Long number,
        String reason,
        Instant time,
        Instant acknowledgedAt,
        String acknowledgedBy,
        String acknowledgement) {}
