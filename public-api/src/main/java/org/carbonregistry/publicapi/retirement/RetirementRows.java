package org.carbonregistry.publicapi.retirement;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Reads retirements from their rows, completed ones and those whose certificate is not here yet. */
final class RetirementRows {

    private RetirementRows() {}

    static ListedRetirement listed(Row row) {
        String program = row.getString("program");
        return new ListedRetirement(
                row.getString("certificate_number"),
                row.getUUID("id"),
                row.getString("certificate_number") == null ? "certificate-pending" : "completed",
                program,
                row.getLong("certificate"),
                row.getLong("quantity"),
                row.getInteger("unit_kilograms"),
                beneficiary(row),
                row.getString("purpose"),
                row.getString("scheme"),
                row.getString("reason"),
                row.getString("message"),
                row.getLocalDate("retired_on"),
                row.getLocalDate("effective_date"),
                row.getOffsetDateTime("retired_at").toInstant(),
                List.of(row.getArrayOfStrings("not_stated")),
                parts(program, row.getJsonArray("parts")));
    }

    /** Null while the certificate, which names it, is pending. */
    private static Beneficiary beneficiary(Row row) {
        return row.getString("beneficiary_kind") == null
                ? null
                : new Beneficiary(
                        row.getString("beneficiary_kind"),
                        row.getString("beneficiary_name"),
                        row.getString("beneficiary_identifier"),
                        row.getString("beneficiary_country"),
                        row.getString("beneficiary_reference"),
                        null);
    }

    private static List<ListedRetirement.Part> parts(String program, JsonArray rows) {
        List<ListedRetirement.Part> parts = new ArrayList<>();
        for (int i = 0; rows != null && i < rows.size(); i++) {
            JsonObject p = rows.getJsonObject(i);
            List<String> serials = new ArrayList<>();
            JsonArray firsts = p.getJsonArray("firsts");
            for (int k = 0; k < firsts.size(); k++) {
                serials.add(new SerialRange(
                                program,
                                p.getString("country"),
                                p.getString("code"),
                                p.getInteger("vintage"),
                                p.getLong("number"),
                                new UnitRange(
                                        firsts.getLong(k),
                                        p.getJsonArray("lasts").getLong(k)))
                        .format());
            }
            parts.add(new ListedRetirement.Part(
                    p.getString("project"),
                    p.getString("name"),
                    p.getString("type"),
                    p.getString("country"),
                    p.getString("block"),
                    LocalDate.parse(p.getString("start")),
                    LocalDate.parse(p.getString("end")),
                    p.getInteger("vintage"),
                    p.getLong("quantity"),
                    serials));
        }
        return parts;
    }
}
