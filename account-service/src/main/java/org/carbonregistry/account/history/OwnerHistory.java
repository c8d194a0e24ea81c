package org.carbonregistry.account.history;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Who owned some units of one block, now and before, as far as the reader may know.
 *
 * @param holders who holds them now, ascending by unit
 * @param owners how they came to whom, in the order of the block's movements
 * @param next cursor of the next page of {@code owners}, or null
 */
public record OwnerHistory(
        String serial,
        String block,
        String project,
        long quantity,
        List<Holder> holders,
        List<Passage> owners,
        String next) {

    /** Units somebody holds now. */
    public record Holder(String serial, long first, long last, String account, String organisation, String kind) {

        static Holder of(Row row, BlockDescription block) {
            UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
            return new Holder(
                    Block.serial(block, units).format(),
                    units.first(),
                    units.last(),
                    AccountNumber.format(row.getLong("account_id")),
                    row.getString("organisation"),
                    row.getString("kind"));
        }
    }

    /**
     * Units that came from one account to another.
     *
     * @param number of the movement within its block
     * @param from null at the opening of the block
     */
    public record Passage(
            long number,
            String serial,
            long first,
            long last,
            String kind,
            String from,
            String fromOrganisation,
            String to,
            String toOrganisation,
            String toKind,
            String transaction,
            String cause,
            Instant time,
            LocalDate effectiveDate) {

        static Passage of(Row row, BlockDescription block) {
            UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
            Long from = row.getLong("from_account");
            return new Passage(
                    row.getLong("number"),
                    Block.serial(block, units).format(),
                    units.first(),
                    units.last(),
                    row.getString("kind"),
                    from == null ? null : AccountNumber.format(from),
                    row.getString("from_organisation"),
                    AccountNumber.format(row.getLong("to_account")),
                    row.getString("to_organisation"),
                    row.getString("to_kind"),
                    row.getUUID("transaction_id").toString(),
                    row.getString("cause"),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getLocalDate("effective_date"));
        }
    }
}
