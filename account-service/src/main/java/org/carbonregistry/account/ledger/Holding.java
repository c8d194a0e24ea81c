package org.carbonregistry.account.ledger;

import org.carbonregistry.events.serial.UnitRange;

/**
 * Units of one block in one account. The holdings of a block are a partition of it, for ever.
 *
 * @param block the ledger's number of the block
 * @param account the ledger's number of the account
 * @param units the units, never empty
 */
public record Holding(long block, long account, UnitRange units) {}
