package org.carbonregistry.account.ledger;

import java.util.UUID;

/**
 * In which account units are, and what they are kept for there. Units that are reserved or on hold stay with their owner; only
 * the transfer they are reserved for, or the hold they are on, can move them.
 *
 * @param reservedFor the transfer they are reserved for, or null
 * @param heldFor the hold they are on, or null
 */
public record Title(long account, UUID reservedFor, UUID heldFor) {

    public Title {
        if (reservedFor != null && heldFor != null) {
            throw new IllegalArgumentException("units are reserved for a transfer or on hold, not both");
        }
    }

    public static Title free(long account) {
        return new Title(account, null, null);
    }

    public static Title reserved(long account, UUID transfer) {
        return new Title(account, transfer, null);
    }

    public static Title held(long account, UUID hold) {
        return new Title(account, null, hold);
    }

    public boolean isFree() {
        return reservedFor == null && heldFor == null;
    }
}
