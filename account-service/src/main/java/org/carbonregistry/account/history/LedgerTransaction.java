package org.carbonregistry.account.history;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.serial.UnitRange;

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
            String blind) {

        static Moved of(Row row, String reader) {
            UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
            Long from = row.getLong("from_account");
            boolean received = reader != null && reader.equals(row.getString("to_organisation"));
            return new Moved(
                    row.getString("name"),
                    row.getLong("number"),
                    Block.serial(BlockLocks.description(row), units).format(),
                    units.quantity(),
                    row.getString("kind"),
                    from == null ? null : AccountNumber.format(from),
                    AccountNumber.format(row.getLong("to_account")),
                    row.getString("cause"),
                    base64(row, "commitment"),
                    received ? base64(row, "blind") : null);
        }

        private static String base64(Row row, String column) {
            return Base64.getEncoder().encodeToString(row.getBuffer(column).getBytes());
        }
    }
}
