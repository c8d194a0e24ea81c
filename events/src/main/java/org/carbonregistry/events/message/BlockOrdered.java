package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Command: open this block in the ledger. Private: it names the account that receives the units.
 *
 * @param issuance the issuance request it belongs to
 * @param account receives the units that do not go to the buffer
 * @param bufferQuantity units for the programme's buffer account: the last of the block
 * @param sourceRanges where the units come from, for a ledger brought in; empty otherwise
 * @param actor who approved the issuance
 */
public record BlockOrdered(
        BlockDescription description,
        UUID issuance,
        String account,
        long bufferQuantity,
        LocalDate effectiveDate,
        List<SourceRange> sourceRanges,
        String actor,
        Instant time) {}
