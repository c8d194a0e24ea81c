package org.carbonregistry.publicapi.project;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.publicapi.ledger.Totals;

/**
 * A project as a list shows it.
 *
 * @param nature {@code reduction} or {@code removal}
 * @param proponent name, or null when not stated
 * @param latitude decimal degrees as text, or null
 * @param status its present state
 * @param registeredAt when it entered this register
 * @param totals its units by kind
 */
public record ListedProject(
        String id,
        String program,
        String code,
        String name,
        String country,
        String type,
        String nature,
        boolean natureBased,
        String proponent,
        String methodology,
        String methodologyVersion,
        String latitude,
        String longitude,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        Long estimatedAnnualUnits,
        String status,
        Instant registeredAt,
        List<String> notStated,
        List<String> derived,
        Totals totals) {

    static ListedProject of(Row row) {
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
                Totals.of(row.getJsonObject("totals")));
    }
}
