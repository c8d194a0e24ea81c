package org.carbonregistry.publicapi.retirement;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/**
 * A completed retirement as everyone may see it.
 *
 * @param quantity units, each {@code unitKilograms}
 * @param retiredOn the retirement date: the effective date where stated, otherwise the UTC date of {@code retiredAt}
 * @param retiredAt the legal moment: when this registry's ledger recorded it
 * @param notStated facts the source does not state
 * @param parts the units, one part for each block
 */
public record ListedRetirement(
        String certificateNumber,
        UUID id,
        String status,
        String program,
        long certificate,
        long quantity,
        int unitKilograms,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate retiredOn,
        LocalDate effectiveDate,
        Instant retiredAt,
        List<String> notStated,
        List<Part> parts) {

    /** The units of one block; {@code projectName} and {@code type} are absent while the project is not known here. */
    public record Part(
            String project,
            String projectName,
            String type,
            String country,
            String block,
            LocalDate vintageStart,
            LocalDate vintageEnd,
            int vintage,
            long quantity,
            List<String> serials) {}

    static ListedRetirement of(Row row) {
        String program = row.getString("program");
        return new ListedRetirement(
                row.getString("certificate_number"),
                row.getUUID("id"),
                "completed",
                program,
                row.getLong("certificate"),
                row.getLong("quantity"),
                row.getInteger("unit_kilograms"),
                new Beneficiary(
                        row.getString("beneficiary_kind"),
                        row.getString("beneficiary_name"),
                        row.getString("beneficiary_identifier"),
                        row.getString("beneficiary_country"),
                        row.getString("beneficiary_reference"),
                        null),
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

    private static List<Part> parts(String program, JsonArray rows) {
        List<Part> parts = new ArrayList<>();
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
            parts.add(new Part(
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
