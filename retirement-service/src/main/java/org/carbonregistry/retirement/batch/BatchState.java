package org.carbonregistry.retirement.batch;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a batch is. {@code received = completed + refused + pending}.
 *
 * @param status {@code receiving}, {@code received} or {@code interrupted} (the connection broke, or
 *     nothing came for ten minutes: what was read counts)
 * @param actor who sent it
 * @param received lines that were read and stored
 * @param pending lines whose retirement has no outcome yet
 */
public record BatchState(
        UUID id,
        String organisation,
        String actor,
        String status,
        long received,
        long completed,
        long refused,
        long pending,
        Instant startedAt,
        Instant endedAt) {}
