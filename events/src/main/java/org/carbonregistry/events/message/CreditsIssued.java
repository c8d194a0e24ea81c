package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Issuance-service decided that these credits come into being; account-service opens the block.
 *
 * @param number always 1: the only fact of the block on this topic
 * @param bufferQuantity units that go to the programme's buffer: the last of the block
 * @param effectiveDate the original issuance date when a ledger is brought in, otherwise null
 */
public record CreditsIssued(
        BlockDescription description,
        long number,
        UUID issuance,
        UUID verification,
        long bufferQuantity,
        LocalDate effectiveDate,
        List<String> notStated,
        List<String> derived,
        Instant time) {}
