package org.carbonregistry.retirement.batch;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of a line.
 *
 * @param line its number from 1
 * @param status {@code requested}, {@code awaiting-approval}, {@code completed} or {@code refused}
 * @param retirement the retirement, or null when the line was refused at the door
 */
public record BatchOutcome(
        long line,
        String externalId,
        String status,
        UUID retirement,
        String certificateNumber,
        Long quantity,
        Instant retiredAt,
        String code,
        String detail,
        String pointer) {}
