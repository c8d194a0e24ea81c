package org.carbonregistry.issuance.issuance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/** An issuance with its blocks, none before it is approved. */
public record IssuanceView(@JsonUnwrapped Issuance issuance, List<IssuedBlock> blocks) {

    /**
     * One block.
     *
     * @param serials the serial range of all its units
     * @param bufferQuantity how many of them, the last ones, are the buffer's
     * @param openedAt when the ledger opened it, or null
     */
    public record IssuedBlock(String block, String serials, long quantity, long bufferQuantity, Instant openedAt) {}
}
