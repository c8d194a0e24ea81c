package org.carbonregistry.account.ledger;

import org.carbonregistry.events.serial.UnitRange;

/**
 * Units of one block under one title. The holdings of a block are a partition of it, for ever.
 *
 * @param id the row, or null when it is not written yet
 * @param block the ledger's number of the block
 */
public record Holding(Long id, long block, Title title, UnitRange units) {}
