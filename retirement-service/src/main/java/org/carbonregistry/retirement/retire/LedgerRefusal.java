package org.carbonregistry.retirement.retire;

import org.carbonregistry.events.http.Refusal;

/** A reason the ledger gave, as a reason of the edge: the same code, 422. */
record LedgerRefusal(String code, boolean retryable) implements Refusal {

    @Override
    public int status() {
        return 422;
    }
}
