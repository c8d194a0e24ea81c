package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.RetiredPart;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.wire.Json;

/** Reads retirements, newest first. */
@Singleton
public class FindRetirements {

    /**
     * Which retirements.
     *
     * @param organisation only those of this one, or null for all
     */
    public record Filter(String organisation, String account, String program, Status status, String externalId) {}

    /** How far a retirement is. */
    public enum Status {
        REQUESTED,
        AWAITING_APPROVAL,
        COMPLETED,
        REFUSED;

        /** As it is on the wire and in the table. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The status of this word; refuses what is none, null is none asked for. */
        static Status of(String word) {
            return word == null
                    ? null
                    : Arrays.stream(values())
                            .filter(status -> status.word().equals(word))
                            .findFirst()
                            .orElseThrow(() -> new Refused(
                                    EdgeRefusal.INVALID_PARAMETER,
                                    "status is one of requested, awaiting-approval, completed, refused",
                                    "status"));
        }
    }

    private static final String SELECT =
            """
            select r.*, r.parts::text as parts_text, p.reference as person_reference, p.name as person_name,
                   p.identifier as person_identifier, p.country as person_country, p.commitment as person_commitment
            from retirement r left join person p on p.retirement = r.id and r.beneficiary_kind = 'person'
            """;

    private final Pool pool;

    FindRetirements(Pool pool) {
        this.pool = pool;
    }

    /** One retirement, or null when there is none that the organisation may see. */
    public Uni<Retirement> one(UUID id, String organisation) {
        return pool.preparedQuery(SELECT + " where r.id = $1 and ($2::text is null or r.organisation = $2)")
                .execute(Tuple.of(id, organisation))
                .map(rows ->
                        rows.rowCount() == 0 ? null : retirement(rows.iterator().next()));
    }

    /** A page. */
    public Uni<Page<Retirement>> page(Filter filter, int limit, String cursor) {
        StringBuilder where = new StringBuilder(" where true");
        Tuple values = Tuple.tuple();
        and(where, values, "r.organisation =", filter.organisation());
        and(where, values, "r.account =", filter.account());
        and(where, values, "coalesce(r.program, r.only_program) =", filter.program());
        if (filter.status() != null) {
            // Its word, not a parameter: so the indexes of one status serve.
            where.append(" and r.status = '").append(filter.status().word()).append('\'');
        }
        and(where, values, "r.external_id =", filter.externalId());
        and(where, values, "r.id <", cursor == null ? null : after(cursor));
        values.addValue(limit + 1);
        return pool.preparedQuery(SELECT + where + " order by r.id desc limit $" + values.size())
                .execute(values)
                .map(rows -> {
                    List<Retirement> read = new ArrayList<>();
                    rows.forEach(row -> read.add(retirement(row)));
                    return Page.of(read, limit, last -> Cursor.encode(last.id()));
                });
    }

    private static void and(StringBuilder where, Tuple values, String condition, Object value) {
        if (value != null) {
            values.addValue(value);
            where.append(" and ").append(condition).append(" $").append(values.size());
        }
    }

    private static UUID after(String cursor) {
        String value = Cursor.decode(cursor, 1)[0];
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    private static Retirement retirement(Row row) {
        boolean person = row.getUUID("person_reference") != null;
        String program = row.getString("program");
        Long certificate = row.getLong("certificate");
        return new Retirement(
                row.getUUID("id"),
                row.getString("external_id"),
                row.getString("status"),
                row.getString("account"),
                texts(row, "serials"),
                program == null ? row.getString("only_program") : program,
                row.getString("only_project"),
                row.getInteger("only_vintage"),
                row.getString("only_block"),
                new Retirement.Beneficiary(
                        row.getString("beneficiary_kind"),
                        row.getString(person ? "person_name" : "beneficiary_name"),
                        row.getString(person ? "person_identifier" : "beneficiary_identifier"),
                        row.getString(person ? "person_country" : "beneficiary_country"),
                        person ? row.getUUID("person_reference").toString() : null,
                        row.getString("person_commitment")),
                row.getString("purpose"),
                row.getString("scheme"),
                row.getString("reason"),
                row.getString("message"),
                row.getLocalDate("effective_date"),
                texts(row, "not_stated"),
                time(row, "requested_at"),
                time(row, "approval_expires_at"),
                time(row, "approved_at"),
                certificate == null ? null : CertificateNumber.format(program, certificate),
                row.getLong("quantity") == null ? row.getLong("wanted") : row.getLong("quantity"),
                row.getInteger("unit_kilograms"),
                serials(row.getString("parts_text")),
                time(row, "retired_at"),
                time(row, "decided_at"),
                row.getString("refusal_code"),
                row.getString("refusal_detail"),
                row.getString("refusal_pointer"),
                row.getBoolean("refusal_retryable"));
    }

    private static List<String> serials(String parts) {
        if (parts == null) {
            return null;
        }
        RetiredPart[] read = Json.read(parts.getBytes(StandardCharsets.UTF_8), RetiredPart[].class);
        return Arrays.stream(read)
                .flatMap(part -> part.ranges().stream().map(units -> {
                    BlockDescription block = part.description();
                    return new SerialRange(
                                    block.program(),
                                    block.country(),
                                    block.projectCode(),
                                    block.vintage(),
                                    block.blockNumber(),
                                    units)
                            .format();
                }))
                .toList();
    }

    private static List<String> texts(Row row, String column) {
        String[] values = row.getArrayOfStrings(column);
        return values == null ? null : List.of(values);
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
