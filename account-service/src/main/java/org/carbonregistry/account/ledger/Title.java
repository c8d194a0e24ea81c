package org.carbonregistry.account.ledger;

import java.util.UUID;

/**
 * In which account units are, and for which transfer they are reserved. Reserved units stay with their owner; only the
 * transfer they are reserved for can move them.
 *
 * @param reservedFor the transfer, or null for free units
 */
public record Title(long account, UUID reservedFor) {

    public static Title free(long account) {
        return new Title(account, null);
    }

    public static Title reserved(long account, UUID transfer) {
        return new Title(account, transfer);
    }

    public boolean isFree() {
        return reservedFor == null;
    }
}
