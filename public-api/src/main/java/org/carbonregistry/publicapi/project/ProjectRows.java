package org.carbonregistry.publicapi.project;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.publicapi.ledger.TotalsRow;
import org.carbonregistry.publicapi.search.DatedPage;

/** Reads projects from their rows. */
final class ProjectRows {

    private ProjectRows() {}

    static ListedProject listed(Row row) {
        return new ListedProject(
                row.getString("id"),
                row.getString("program"),
                row.getString("code"),
                row.getString("name"),
                row.getString("country"),
                row.getString("type"),
                row.getString("nature"),
                row.getBoolean("nature_based"),
                row.getString("proponent"),
                row.getString("methodology"),
                row.getString("methodology_version"),
                row.getString("latitude"),
                row.getString("longitude"),
                row.getLocalDate("crediting_start"),
                row.getLocalDate("crediting_end"),
                row.getLong("estimated_annual_units"),
                row.getString("status"),
                row.getOffsetDateTime("registered_at").toInstant(),
                List.of(row.getArrayOfStrings("not_stated")),
                List.of(row.getArrayOfStrings("derived")),
                TotalsRow.of(row.getJsonObject("totals")));
    }

    static DetailedProject detailed(Row row, Iterable<Row> events) {
        List<DetailedProject.State> history = new ArrayList<>();
        List<Object> verifications = new ArrayList<>();
        for (Row event : events) {
            if ("verification".equals(event.getString("kind"))) {
                verifications.add(event.getJsonObject("verification").getMap());
            } else {
                history.add(new DetailedProject.State(
                        event.getString("from_status"),
                        event.getString("to_status"),
                        event.getString("reason"),
                        event.getString("methodology_version"),
                        event.getLocalDate("crediting_start"),
                        event.getLocalDate("crediting_end"),
                        event.getString("evidence_sha256"),
                        event.getLocalDate("effective_date"),
                        event.getOffsetDateTime("time").toInstant()));
            }
        }
        return new DetailedProject(
                listed(row),
                row.getString("description"),
                List.of(row.getArrayOfIntegers("sdgs")),
                row.getJsonArray("documents").getList(),
                row.getLong("retirements"),
                history,
                verifications,
                DatedPage.DATES);
    }
}
