package org.carbonregistry.publicapi.rebuild;

import java.time.Instant;
import java.util.UUID;

/**
 * A rebuild and how far it is.
 *
 * @param state {@code requested}, {@code running}, {@code completed}, or {@code refused} when the topics hold less than what
 *     was applied before: then nothing was changed
 * @param facts how many facts were read so far
 * @param detail why it was refused, or what was passed over; null otherwise
 */
public record Rebuild(
        UUID id, String state, long facts, String detail, String actor, Instant startedAt, Instant finishedAt) {}
