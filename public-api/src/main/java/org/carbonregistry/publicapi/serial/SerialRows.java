package org.carbonregistry.publicapi.serial;

import static org.carbonregistry.publicapi.projection.RowSet.date;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Rows of the tables as parts of an answer. */
final class SerialRows {

    private SerialRows() {}

    static SerialLife.Part part(Row block, UnitRange shown, long bufferFirst, RowSet<Row> events, RowSet<Row> sources) {
        SerialRange range = new SerialRange(
                block.getString("program"),
                block.getString("country"),
                block.getString("project_code"),
                block.getInteger("vintage"),
                block.getLong("number"),
                shown);
        List<UnitEvent> happened = new ArrayList<>(events.size());
        events.forEach(row -> happened.add(event(row)));
        List<SerialLife.SourceRange> from = new ArrayList<>(sources.size());
        sources.forEach(row -> from.add(source(row, shown)));
        return new SerialLife.Part(
                range.format(),
                block.getString("id"),
                shown.first(),
                shown.last(),
                shown.quantity(),
                issued(block),
                from,
                UnitLives.of(range, bufferFirst, happened));
    }

    private static SerialLife.Issued issued(Row block) {
        return new SerialLife.Issued(
                block.getUUID("issuance"),
                block.getString("id"),
                block.getLong("quantity"),
                block.getLocalDate("issued_on"),
                block.getOffsetDateTime("opened_at").toInstant(),
                block.getString("program"),
                block.getString("project"),
                block.getString("project_name"),
                block.getString("country"),
                block.getString("project_type"),
                block.getString("nature"),
                block.getLocalDate("vintage_start"),
                block.getLocalDate("vintage_end"),
                block.getInteger("vintage"));
    }

    private static UnitEvent event(Row row) {
        return new UnitEvent(
                row.getLong("number"),
                row.getString("kind"),
                new UnitRange(row.getLong("first_unit"), row.getLong("last_unit")),
                row.getUUID("transaction_id"),
                row.getUUID("retirement"),
                date(
                        row.getLocalDate("effective_date"),
                        row.getOffsetDateTime("time").toInstant()),
                row.getOffsetDateTime("time").toInstant(),
                row.getString("certificate_number") == null
                        ? null
                        : new UnitEvent.Certificate(
                                row.getString("certificate_number"),
                                row.getString("beneficiary_kind"),
                                row.getString("beneficiary_name"),
                                row.getString("beneficiary_country"),
                                row.getString("purpose")));
    }

    private static SerialLife.SourceRange source(Row row, UnitRange shown) {
        long first = row.getLong("first_unit");
        UnitRange shared = new UnitRange(first, row.getLong("last_unit"))
                .intersect(shown)
                .orElseThrow(() -> new IllegalStateException("a source range outside of the units asked for"));
        long shift = row.getLong("source_first") - first;
        return new SerialLife.SourceRange(
                shared.first(),
                shared.last(),
                row.getString("registry"),
                row.getString("serial"),
                shared.first() + shift,
                shared.last() + shift,
                row.getBoolean("contested"));
    }
}
