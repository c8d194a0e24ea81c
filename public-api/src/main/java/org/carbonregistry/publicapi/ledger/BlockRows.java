package org.carbonregistry.publicapi.ledger;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.publicapi.search.DatedPage;

/** Reads blocks from their rows. */
final class BlockRows {

    private BlockRows() {}

    static ListedBlock listed(Row row) {
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

    static DetailedBlock detailed(Row row) {
        return new DetailedBlock(
                listed(row),
                row.getUUID("issuance"),
                row.getUUID("verification"),
                row.getArrayOfStrings("not_stated") == null ? null : List.of(row.getArrayOfStrings("not_stated")),
                row.getArrayOfStrings("derived") == null ? null : List.of(row.getArrayOfStrings("derived")),
                row.getLong("movements"),
                row.getLong("certificate_pending"),
                row.getLong("source_ranges"),
                DatedPage.DATES);
    }
}
