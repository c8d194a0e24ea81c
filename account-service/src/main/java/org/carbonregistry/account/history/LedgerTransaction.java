package org.carbonregistry.account.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What one transaction of the ledger did, as far as the reader may know.
 *
 * @param kind {@code opening}, {@code transfer} or {@code retirement}
 * @param status {@code executed} or {@code refused}
 * @param actor who ordered it, for registrar and auditor; null for others
 */
public record LedgerTransaction(
        String id,
        String kind,
        String status,
        String actor,
        Instant time,
        LocalDate effectiveDate,
        List<Moved> movements) {

    /**
     * One movement.
     *
     * @param commitment base64 of {@code HMAC-SHA256(blind, "registry-holder-v1\n" + to)}, public
     * @param blind base64; only for the organisation that received: with it, it can prove that the units came to it
     */
    public record Moved(
            String block,
            long number,
            String serial,
            long quantity,
            String kind,
            String from,
            String to,
            String cause,
            String commitment,
            String blind) {}
}
