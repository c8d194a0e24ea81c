package org.carbonregistry.issuance.verification;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.VerificationRecorded.VerifiedVintage;
import org.carbonregistry.issuance.Rows;

/** The register of verifications. */
public final class Verifications {

    private static final String SELECT =
            """
            select v.*, (
              select jsonb_agg(jsonb_build_object('start', start_date, 'end', end_date, 'quantity', quantity)
                order by position)::text
              from verified_vintage where verification = v.id) as vintages
            from verification v
            """;

    private Verifications() {}

    /** The verification, or null. */
    public static Uni<Verification> find(SqlClient c, UUID id) {
        return c.preparedQuery(SELECT + "where v.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Rows.one(rows, Verifications::read));
    }

    /** What is verified and what of it is taken, per vintage in the verification's order, locked. */
    public static Uni<List<OpenVintage>> lockVintages(SqlConnection c, UUID verification) {
        return c.preparedQuery("select * from verified_vintage where verification = $1 order by position for update")
                .execute(Tuple.of(verification))
                .map(rows -> Rows.all(
                        rows,
                        row -> new OpenVintage(
                                row.getInteger("position"),
                                row.getLocalDate("start_date"),
                                row.getLocalDate("end_date"),
                                row.getLong("quantity"),
                                row.getLong("taken"))));
    }

    /** Verifications of a project by period, of which no two overlap. */
    static Uni<List<Verification>> page(SqlClient c, String project, LocalDate after, int most) {
        return c.preparedQuery(SELECT + "where v.project = $1 and v.period_start > $2 order by v.period_start limit $3")
                .execute(Tuple.of(project, after, most))
                .map(rows -> Rows.all(rows, Verifications::read));
    }

    static Uni<List<VerifiedPeriod>> periods(SqlConnection c, String project) {
        return c.preparedQuery("select period_start, period_end from verification where project = $1")
                .execute(Tuple.of(project))
                .map(rows -> Rows.all(
                        rows,
                        row -> new VerifiedPeriod(row.getLocalDate("period_start"), row.getLocalDate("period_end"))));
    }

    static Uni<Void> add(SqlConnection c, Verification v, String by) {
        List<VerifiedVintage> vintages = v.vintages();
        Tuple row = Tuple.tuple()
                .addUUID(v.id())
                .addString(v.project())
                .addString(v.vvb())
                .addLocalDate(v.periodStart())
                .addLocalDate(v.periodEnd())
                .addString(v.documentSha256())
                .addInteger(v.riskRatingBasisPoints())
                .addLocalDate(v.riskRatingDate())
                .addArrayOfString(v.notStated().toArray(String[]::new))
                .addArrayOfString(v.derived().toArray(String[]::new))
                .addString(by)
                .addOffsetDateTime(v.recordedAt().atOffset(ZoneOffset.UTC))
                .addLocalDate(v.date());
        Tuple parts = Tuple.tuple()
                .addUUID(v.id())
                .addArrayOfLocalDate(
                        vintages.stream().map(VerifiedVintage::start).toArray(LocalDate[]::new))
                .addArrayOfLocalDate(vintages.stream().map(VerifiedVintage::end).toArray(LocalDate[]::new))
                .addArrayOfLong(vintages.stream().map(VerifiedVintage::quantity).toArray(Long[]::new));
        return c.preparedQuery(
                        """
                        insert into verification (id, project, vvb, period_start, period_end, document_sha256,
                          risk_rating_basis_points, risk_rating_date, not_stated, derived, recorded_by, recorded_at,
                          date)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                        """)
                .execute(row)
                .chain(() -> c.preparedQuery(
                                """
                                insert into verified_vintage (verification, position, start_date, end_date, quantity)
                                select $1, n, s, e, q
                                from unnest($2::date[], $3::date[], $4::bigint[]) with ordinality as t(s, e, q, n)
                                """)
                        .execute(parts))
                .replaceWithVoid();
    }

    private static Verification read(Row row) {
        return new Verification(
                row.getUUID("id"),
                row.getString("project"),
                row.getString("vvb"),
                row.getLocalDate("date"),
                row.getLocalDate("period_start"),
                row.getLocalDate("period_end"),
                Rows.json(row, "vintages", VerifiedVintage[].class),
                row.getString("document_sha256"),
                row.getInteger("risk_rating_basis_points"),
                row.getLocalDate("risk_rating_date"),
                Rows.texts(row, "not_stated"),
                Rows.texts(row, "derived"),
                row.getOffsetDateTime("recorded_at").toInstant());
    }
}
