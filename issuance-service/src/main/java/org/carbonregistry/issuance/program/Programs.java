package org.carbonregistry.issuance.program;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.Shape;

/** The register of programmes. */
public final class Programs {

    private static final String SELECT = "select *, project_types::text as types from program ";

    private Programs() {}

    /** The programme a request names. */
    public static Uni<Program> named(SqlClient c, String code, String pointer) {
        return find(c, Shape.given(code, pointer))
                .onItem()
                .ifNull()
                .failWith(() -> IssuanceRefusal.UNKNOWN_PROGRAM.of("'" + code + "'.", pointer));
    }

    /**
     * The programme a request names, kept as it is until the transaction ends: so nothing that only an open import allows is
     * accepted after its closing.
     */
    public static Uni<Program> share(SqlConnection c, String code, String pointer) {
        return c.preparedQuery(SELECT + "where code = $1 for share")
                .execute(Tuple.of(Shape.given(code, pointer)))
                .map(r -> Rows.one(r, Programs::read))
                .onItem()
                .ifNull()
                .failWith(() -> IssuanceRefusal.UNKNOWN_PROGRAM.of("'" + code + "'.", pointer));
    }

    /** The programme at this address. */
    static Uni<Program> at(SqlClient c, String code) {
        return find(c, code)
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(EdgeRefusal.NOT_FOUND, "there is no programme " + code, null));
    }

    private static Uni<Program> find(SqlClient c, String code) {
        return c.preparedQuery(SELECT + "where code = $1")
                .execute(Tuple.of(code))
                .map(r -> Rows.one(r, Programs::read));
    }

    static Uni<Program> lock(SqlConnection c, String code) {
        return c.preparedQuery("select 1 from program where code = $1 for no key update")
                .execute(Tuple.of(code))
                .chain(() -> at(c, code));
    }

    static Uni<List<Program>> page(SqlClient c, String after, int most) {
        return c.preparedQuery(SELECT + "where code > $1 order by code limit $2")
                .execute(Tuple.of(after, most))
                .map(rows -> Rows.all(rows, Programs::read));
    }

    static Uni<Void> add(SqlConnection c, Program p, String by, Instant time) {
        Tuple row = Tuple.tuple()
                .addString(p.code())
                .addLong(p.number())
                .addString(p.name())
                .addString(p.scope().word())
                .addArrayOfString(p.countries().toArray(String[]::new))
                .addInteger(p.unitKilograms())
                .addString(Rows.json(p.projectTypes()))
                .addInteger(p.oldestVintage())
                .addBoolean(p.vintageMayCrossYear())
                .addString(p.bufferAppliesTo().word())
                .addInteger(p.bufferMinimumBasisPoints())
                .addBoolean(p.requireDifferentBodies())
                .addArrayOfString(p.mayBeNotStated().toArray(String[]::new))
                .addString(p.sourceRegistry())
                .addString(p.importState().word())
                .addString(by)
                .addOffsetDateTime(time.atOffset(ZoneOffset.UTC));
        return c.preparedQuery(
                        """
                        insert into program (code, number, name, scope, countries, unit_kilograms, project_types,
                          oldest_vintage, vintage_may_cross_year, buffer_applies_to, buffer_minimum_basis_points,
                          require_different_bodies, may_be_not_stated, source_registry, import_state, registered_by,
                          registered_at)
                        values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                        """)
                .execute(row)
                .chain(() -> c.preparedQuery("insert into program_counter (program) values ($1)")
                        .execute(Tuple.of(p.code())))
                .replaceWithVoid();
    }

    static Uni<Void> keepImportState(SqlConnection c, Program p, String approvedBy) {
        return c.preparedQuery(
                        """
                        update program set number = $2, import_state = $3, closing_proposed_by = $4, closing_approved_by = $5,
                          closing_expires_at = $6
                        where code = $1
                        """)
                .execute(Tuple.tuple()
                        .addString(p.code())
                        .addLong(p.number())
                        .addString(p.importState().word())
                        .addString(p.closingProposedBy())
                        .addString(approvedBy)
                        .addOffsetDateTime(p.closingExpiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Takes back proposals to close an import whose deadline has passed; the deadline stays, and says what became of it. */
    static Uni<Void> dropLapsedProposals(SqlClient c) {
        return c.query(
                        """
                        update program set closing_proposed_by = null
                        where import_state = 'open' and closing_proposed_by is not null and closing_expires_at <= now()
                        """)
                .execute()
                .replaceWithVoid();
    }

    private static Program read(Row row) {
        return new Program(
                row.getString("code"),
                row.getLong("number"),
                row.getString("name"),
                Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                Rows.texts(row, "countries"),
                row.getInteger("unit_kilograms"),
                Rows.json(row, "types", ProjectType[].class),
                row.getInteger("oldest_vintage"),
                row.getBoolean("vintage_may_cross_year"),
                BufferRule.named(row.getString("buffer_applies_to")),
                row.getInteger("buffer_minimum_basis_points"),
                row.getBoolean("require_different_bodies"),
                Rows.texts(row, "may_be_not_stated"),
                row.getString("source_registry"),
                ImportState.valueOf(row.getString("import_state").toUpperCase(Locale.ROOT)),
                row.getString("closing_proposed_by"),
                Rows.instant(row, "closing_expires_at"));
    }
}
