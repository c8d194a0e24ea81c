package org.carbonregistry.account.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what the ledger did and refused, as it is written; a transaction that has to be tried again counts again. */
@Singleton
public class LedgerMetrics {

    private final MeterRegistry registry;

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void moved(MovementKind kind, long transactions, long movements, long units) {
        registry.counter("registry.ledger.transactions", "kind", kind.word()).increment(transactions);
        registry.counter("registry.ledger.movements", "kind", kind.word()).increment(movements);
        registry.counter("registry.ledger.units", "kind", kind.word()).increment(units);
    }

    public void refused(String what, String code) {
        registry.counter("registry.ledger.refusals", "order", what, "code", code)
                .increment();
    }
}
