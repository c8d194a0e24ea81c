package org.carbonregistry.account.batches;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a batch is. {@code received = made + refused}: a line is decided when it is stored.
 *
 * @param status {@code receiving}, {@code received} or {@code interrupted} (the connection broke, or nothing came for ten
 *     minutes: what was read counts)
 * @param actor who sent it
 * @param received lines that were read and stored
 * @param made lines whose transfer was made: settled at once, or offered to its receiver
 */
public record BatchState(
        UUID id,
        String organisation,
        String actor,
        String status,
        long received,
        long made,
        long refused,
        Instant startedAt,
        Instant endedAt) {}
