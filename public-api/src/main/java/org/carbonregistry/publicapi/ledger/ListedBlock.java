package org.carbonregistry.publicapi.ledger;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/**
 * A block as a list shows it: {@code issued = active + buffer + retired + cancelled + converted}.
 *
 * @param serials the serial range of all its units
 * @param projectName null while the project is not known here
 * @param unitKilograms what one unit stands for
 * @param retired units used up, their certificate here or not yet
 * @param issuedOn issuance date: the effective date where stated, otherwise the UTC date of its opening
 * @param openedAt when the ledger opened it
 * @param stale true while facts of this block are missing: then what is shown is older than the ledger
 */
public record ListedBlock(
        String id,
        String serials,
        String program,
        String project,
        String projectName,
        String type,
        String country,
        long number,
        LocalDate vintageStart,
        LocalDate vintageEnd,
        int vintage,
        int unitKilograms,
        long issued,
        long active,
        long buffer,
        long retired,
        long cancelled,
        long converted,
        LocalDate issuedOn,
        LocalDate effectiveDate,
        Instant openedAt,
        boolean stale) {

    static ListedBlock of(Row row) {
        return new ListedBlock(
                row.getString("id"),
                new SerialRange(
                                row.getString("program"),
                                row.getString("country"),
                                row.getString("project_code"),
                                row.getInteger("vintage"),
                                row.getLong("number"),
                                new UnitRange(1, row.getLong("quantity")))
                        .format(),
                row.getString("program"),
                row.getString("project"),
                row.getString("project_name"),
                row.getString("type"),
                row.getString("country"),
                row.getLong("number"),
                row.getLocalDate("vintage_start"),
                row.getLocalDate("vintage_end"),
                row.getInteger("vintage"),
                row.getInteger("unit_kilograms"),
                row.getLong("quantity"),
                row.getLong("active"),
                row.getLong("buffer_quantity"),
                row.getLong("retired"),
                row.getLong("cancelled"),
                row.getLong("converted"),
                row.getLocalDate("issued_on"),
                row.getLocalDate("effective_date"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getBoolean("stale"));
    }
}
