package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Reads a retirement for its certificate. */
@Singleton
class ReadCertificate {

    /** More than a printed page holds; the rest is one link away. */
    private static final int RANGES_SHOWN = 60;

    private static final Set<String> SHOWN_BESIDE =
            Set.of("beneficiary", "beneficiaryKind", "beneficiaryName", "purpose", "serials");
    private static final String RETIREMENT = "select * from retirement where certificate_number = $1";
    private static final String PARTS =
            """
            select c.*, p.name as project_name, p.nature, p.program,
              (select t->>'name' from program g, jsonb_array_elements(g.project_types) t
               where g.code = p.program and t->>'code' = p.type limit 1) as type_name
            from retirement_part c left join project p on p.id = c.project
            where c.retirement = $1 order by c.project, c.vintage, c.block_number
            """;

    private final Pool pool;

    ReadCertificate(Pool pool) {
        this.pool = pool;
    }

    /** Refuses {@code not-found}. */
    Uni<ShownCertificate> read(String certificateNumber) {
        if (certificateNumber.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(EdgeRefusal.NOT_FOUND, "no certificate has control characters in its name", "number");
        }
        return pool.preparedQuery(RETIREMENT)
                .execute(Tuple.of(certificateNumber))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new Refused(
                                EdgeRefusal.NOT_FOUND, "there is no certificate " + certificateNumber, "number");
                    }
                    return rows.iterator().next();
                })
                .chain(retirement -> pool.preparedQuery(PARTS)
                        .execute(Tuple.of(retirement.getUUID("id")))
                        .map(parts -> shown(retirement, parts)));
    }

    private static ShownCertificate shown(Row r, RowSet<Row> rows) {
        List<ShownCertificate.Part> parts = new ArrayList<>();
        rows.forEach(row -> parts.add(part(r.getString("program"), row)));
        RetirementLine.Beneficiary b = new RetirementLine.Beneficiary(
                r.getString("beneficiary_kind"),
                r.getString("beneficiary_name"),
                r.getString("beneficiary_identifier"),
                r.getString("beneficiary_country"),
                r.getString("beneficiary_reference"));
        return new ShownCertificate(
                r.getString("certificate_number"),
                r.getLong("quantity"),
                Written.tonnesWritten(r.getLong("quantity") * r.getInteger("unit_kilograms")),
                b,
                b.name() == null && "person".equals(b.kind()) ? "a private person" : b.name(),
                b.name() == null && b.identifier() == null
                        ? null
                        : "not-stated".equals(b.kind()) ? "not stated" : b.kind(),
                Written.purpose(r.getString("purpose")),
                r.getString("scheme"),
                r.getString("reason"),
                r.getString("message"),
                r.getLocalDate("retired_on"),
                r.getLocalDate("effective_date") != null,
                r.getOffsetDateTime("retired_at").toInstant(),
                Arrays.stream(r.getArrayOfStrings("not_stated"))
                        .filter(name -> !SHOWN_BESIDE.contains(name))
                        .toList(),
                parts.stream()
                        .map(part -> Written.countryName(part.country()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                parts);
    }

    private static ShownCertificate.Part part(String program, Row row) {
        Long[] firsts = row.getArrayOfLongs("firsts");
        Long[] lasts = row.getArrayOfLongs("lasts");
        List<String> serials = new ArrayList<>();
        for (int i = 0; i < firsts.length && i < RANGES_SHOWN; i++) {
            serials.add(new SerialRange(
                            program,
                            row.getString("country"),
                            row.getString("project_code"),
                            row.getInteger("vintage"),
                            row.getLong("block_number"),
                            new UnitRange(firsts[i], lasts[i]))
                    .format());
        }
        return new ShownCertificate.Part(
                row.getString("project"),
                row.getString("project_name"),
                row.getString("country"),
                row.getString("type_name"),
                row.getString("nature"),
                row.getString("block"),
                row.getInteger("vintage"),
                row.getLocalDate("vintage_start"),
                row.getLocalDate("vintage_end"),
                row.getLong("quantity"),
                serials,
                firsts.length - serials.size());
    }
}
