package org.carbonregistry.account.ledger;

import org.carbonregistry.events.http.Refusal;

/** Why units do not move, in the order in which it is checked. */
public enum LedgerRefusal implements Refusal {
    /** A quantity is at least 1. */
    INVALID_QUANTITY("invalid-quantity", 422, false),
    /** The same unit is named twice in one order. */
    REPEATED_UNITS("repeated-units", 422, false),
    /** A named unit is not in the account. */
    NOT_HELD("not-held", 422, false),
    /** The account holds fewer units than ordered; there are no partial fills. */
    INSUFFICIENT_UNITS("insufficient-units", 422, true),
    /** The order would touch more ranges than one transaction may. */
    TOO_MANY_RANGES("too-many-ranges", 422, false);

    private final String code;
    private final int status;
    private final boolean retryable;

    LedgerRefusal(String code, int status, boolean retryable) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
