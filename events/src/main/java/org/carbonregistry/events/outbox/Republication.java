package org.carbonregistry.events.outbox;

import java.time.Instant;

/**
 * Publishing every fact of this service again, oldest first.
 *
 * @param facts how many went into the outbox so far
 * @param finishedAt when the last one did, or null
 */
public record Republication(long id, String askedBy, Instant askedAt, long facts, Instant finishedAt) {}
