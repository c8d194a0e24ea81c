package org.carbonregistry.publicapi.retirement;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.publicapi.search.DatedPage;

/**
 * Units the ledger recorded as used up, whose certificate is not here yet. They are used up for ever all the same.
 *
 * @param status {@code certificate-pending}
 */
public record PendingRetirement(
        UUID id,
        String status,
        long quantity,
        LocalDate effectiveDate,
        Instant retiredAt,
        List<String> serials,
        String dates) {

    static PendingRetirement of(UUID id, Iterable<Row> events) {
        List<String> serials = new ArrayList<>();
        long quantity = 0;
        Row last = null;
        for (Row row : events) {
            UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
            serials.add(new SerialRange(
                            row.getString("program"),
                            row.getString("country"),
                            row.getString("project_code"),
                            row.getInteger("vintage"),
                            row.getLong("block_number"),
                            units)
                    .format());
            quantity += units.quantity();
            last = row;
        }
        return last == null
                ? null
                : new PendingRetirement(
                        id,
                        "certificate-pending",
                        quantity,
                        last.getLocalDate("effective_date"),
                        last.getOffsetDateTime("time").toInstant(),
                        serials,
                        DatedPage.DATES);
    }
}
