package org.carbonregistry.account.history;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One transaction as an account took part in it.
 *
 * @param id where it is read in full: {@code /v1/transactions/{id}}
 * @param kind {@code opening}, {@code transfer}, {@code retirement}, …
 * @param received units that came in
 * @param sent units that went out
 * @param movements how many movements of the account it is
 */
public record AccountTransaction(
        String id, String kind, Instant time, LocalDate effectiveDate, long received, long sent, long movements) {}
