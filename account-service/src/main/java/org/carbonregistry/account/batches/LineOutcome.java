package org.carbonregistry.account.batches;

import java.util.UUID;

/**
 * What became of a line.
 *
 * @param line its number from 1
 * @param status that of its transfer now, for example {@code settled} or {@code proposed}; or {@code refused}
 * @param transfer or null when the line was refused
 */
public record LineOutcome(
        long line,
        String externalId,
        String status,
        UUID transfer,
        Long quantity,
        String code,
        String detail,
        String pointer) {}
