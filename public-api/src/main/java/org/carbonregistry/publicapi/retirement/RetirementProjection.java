package org.carbonregistry.publicapi.retirement;

import static org.carbonregistry.publicapi.projection.RowSet.date;
import static org.carbonregistry.publicapi.projection.RowSet.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.RetiredPart;
import org.carbonregistry.events.message.RetirementCompleted;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.projection.Projection;
import org.carbonregistry.publicapi.projection.RowSet;

/** Completed retirements and the units of each. Every retirement is a stream of its own: its id is what makes it once. */
@Singleton
public class RetirementProjection implements Projection {

    private static final String RETIREMENTS =
            """
            insert into retirement (id, program, certificate, certificate_number, quantity, unit_kilograms,
              beneficiary_kind, beneficiary_name, beneficiary_identifier, beneficiary_country, beneficiary_reference,
              purpose, scheme, reason, message, retired_at, effective_date, retired_on, not_stated, projects, blocks,
              countries, vintages)
            select a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s::text[], t::text[], u::text[], v::text[],
              w::integer[]
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::integer[], $7::text[],
              $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
              $16::timestamptz[], $17::date[], $18::date[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[])
              as t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w)
            on conflict (id) do nothing
            """;
    private static final String PARTS =
            """
            insert into retirement_part (retirement, block, project, project_code, country, block_number, vintage_start,
              vintage_end, vintage, quantity, firsts, lasts)
            select a, b, c, d, e, f, g, h, i, j, k::bigint[], l::bigint[]
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::date[], $8::date[],
              $9::integer[], $10::bigint[], $11::text[], $12::text[]) as t(a, b, c, d, e, f, g, h, i, j, k, l)
            on conflict do nothing
            """;
    private static final String ARRIVED =
            """
            delete from retirement_awaited where retirement in (
              select retirement from retirement_awaited where retirement = any($1) order by 1 for update)
            """;

    @Override
    public Topic topic() {
        return Topic.RETIREMENTS;
    }

    @Override
    public Uni<Void> apply(SqlConnection c, List<Message> facts) {
        RowSet retirements = new RowSet(
                UUID.class,
                String.class,
                Long.class,
                String.class,
                Long.class,
                Integer.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                OffsetDateTime.class,
                LocalDate.class,
                LocalDate.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class);
        RowSet parts = new RowSet(
                UUID.class,
                String.class,
                String.class,
                String.class,
                String.class,
                Long.class,
                LocalDate.class,
                LocalDate.class,
                Integer.class,
                Long.class,
                String.class,
                String.class);
        RowSet arrived = new RowSet(UUID.class);
        for (Message fact : facts) {
            RetirementCompleted r = fact.content(RetirementCompleted.class);
            retirement(r, retirements);
            for (RetiredPart part : r.parts()) {
                part(r.retirement(), part, parts);
            }
            arrived.add(r.retirement());
        }
        return retirements
                .into(c, RETIREMENTS)
                .chain(() -> parts.into(c, PARTS))
                .chain(() -> arrived.into(c, ARRIVED));
    }

    private static void retirement(RetirementCompleted r, RowSet rows) {
        Beneficiary b = r.beneficiary() == null ? new Beneficiary(null, null, null, null, null, null) : r.beneficiary();
        // Who a person is has no business on a public topic; if it were there, it would not be kept. A name whose kind
        // the
        // source does not state is shown as given.
        boolean shown = !"person".equals(b.kind());
        rows.add(
                r.retirement(),
                r.program(),
                r.certificate(),
                r.certificateNumber(),
                r.quantity(),
                r.unitKilograms(),
                b.kind() == null ? "not-stated" : b.kind(),
                shown ? b.name() : null,
                shown ? b.identifier() : null,
                shown ? b.country() : null,
                b.reference(),
                r.purpose(),
                r.scheme(),
                r.reason(),
                r.message(),
                utc(r.retiredAt()),
                r.effectiveDate(),
                date(r.effectiveDate(), r.retiredAt()),
                array(r.notStated() == null ? Stream.of() : r.notStated().stream()),
                array(of(r, BlockDescription::project)),
                array(of(r, BlockDescription::block)),
                array(of(r, BlockDescription::country)),
                array(of(r, BlockDescription::vintage)));
    }

    private static Stream<?> of(RetirementCompleted r, Function<BlockDescription, ?> value) {
        return r.parts().stream().map(part -> value.apply(part.description()));
    }

    /** The text of a PostgreSQL array, each value once. */
    private static String array(Stream<?> values) {
        return values.distinct()
                .map(v -> "\"" + v.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void part(UUID retirement, RetiredPart part, RowSet rows) {
        BlockDescription d = part.description();
        rows.add(
                retirement,
                d.block(),
                d.project(),
                d.projectCode(),
                d.country(),
                d.blockNumber(),
                d.vintageStart(),
                d.vintageEnd(),
                d.vintage(),
                part.quantity(),
                units(part, UnitRange::first),
                units(part, UnitRange::last));
    }

    private static String units(RetiredPart part, Function<UnitRange, Long> end) {
        return part.ranges().stream()
                .map(range -> end.apply(range).toString())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
