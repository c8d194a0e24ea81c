package org.carbonregistry.publicapi.page;

import static org.carbonregistry.publicapi.projection.RowSet.date;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What happened to a project, in sentences. */
final class ProjectHistory {

    private ProjectHistory() {}

    static ShownProject.Event event(Row row) {
        LocalDate when = date(
                row.getLocalDate("effective_date"),
                row.getOffsetDateTime("time").toInstant());
        return switch (row.getString("kind")) {
            case "registered" ->
                new ShownProject.Event(
                        when,
                        "Entered this register as " + Written.words(row.getString("to_status")),
                        row.getString("reason"),
                        row.getString("evidence_sha256"),
                        List.of());
            case "status" ->
                new ShownProject.Event(
                        when,
                        "From " + Written.words(row.getString("from_status")) + " to "
                                + Written.words(row.getString("to_status")) + settled(row),
                        row.getString("reason"),
                        row.getString("evidence_sha256"),
                        List.of());
            default -> verification(when, row.getJsonObject("verification"), row.getString("vvb_name"));
        };
    }

    /** What the change settled besides the state. */
    private static String settled(Row row) {
        String version = row.getString("methodology_version");
        LocalDate start = row.getLocalDate("crediting_start");
        LocalDate end = row.getLocalDate("crediting_end");
        return (version == null ? "" : ", under version " + version + " of its methodology")
                + (start == null || end == null
                        ? ""
                        : ", credited from " + Written.written(start) + " to " + Written.written(end));
    }

    private static ShownProject.Event verification(LocalDate when, JsonObject v, String body) {
        long quantity = 0;
        JsonArray vintages = v.getJsonArray("vintages", new JsonArray());
        for (int i = 0; i < vintages.size(); i++) {
            quantity += vintages.getJsonObject(i).getLong("quantity");
        }
        String by = body != null ? body : v.getString("vvb");
        List<String> marks = new ArrayList<>();
        marks(marks, v.getJsonArray("notStated"), " not stated");
        marks(marks, v.getJsonArray("derived"), " derived");
        return new ShownProject.Event(
                when,
                Written.grouped(quantity) + " " + Written.of(quantity, "credit") + " verified for "
                        + Written.written(LocalDate.parse(v.getString("periodStart"))) + " to "
                        + Written.written(LocalDate.parse(v.getString("periodEnd"))) + (by == null ? "" : " by " + by),
                null,
                v.getString("documentSha256"),
                marks);
    }

    private static void marks(List<String> marks, JsonArray names, String suffix) {
        for (int i = 0; names != null && i < names.size(); i++) {
            String name = names.getString(i);
            marks.add(("vvb".equals(name) ? "verification body" : Written.words(name)) + suffix);
        }
    }
}
