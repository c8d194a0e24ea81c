package org.carbonregistry.issuance.methodology;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.issuance.Rows;

/** The register of methodologies. */
public final class Methodologies {

    private static final String SELECT = "select *, versions::text as all_versions from methodology ";

    private Methodologies() {}

    /** The methodology, or null; null for null. */
    public static Uni<Methodology> find(SqlClient c, String code) {
        return code == null
                ? Uni.createFrom().nullItem()
                : c.preparedQuery(SELECT + "where code = $1")
                        .execute(Tuple.of(code))
                        .map(rows -> Rows.one(rows, Methodologies::read));
    }

    static Uni<Methodology> at(SqlClient c, String code) {
        return find(c, code)
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(EdgeRefusal.NOT_FOUND, "there is no methodology " + code, null));
    }

    static Uni<Methodology> lock(SqlConnection c, String code) {
        return c.preparedQuery("select 1 from methodology where code = $1 for no key update")
                .execute(Tuple.of(code))
                .chain(() -> at(c, code));
    }

    static Uni<List<Methodology>> page(SqlClient c, String program, String after, int most) {
        return c.preparedQuery(SELECT + "where code > $1 and ($2::text is null or program = $2) order by code limit $3")
                .execute(Tuple.of(after, program, most))
                .map(rows -> Rows.all(rows, Methodologies::read));
    }

    static Uni<Void> add(SqlConnection c, Methodology m, String by, Instant time) {
        return c.preparedQuery(
                        """
                        insert into methodology (code, number, program, name, project_types, versions, registered_by,
                          registered_at)
                        values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8)
                        """)
                .execute(Tuple.tuple()
                        .addString(m.code())
                        .addLong(m.number())
                        .addString(m.program())
                        .addString(m.name())
                        .addArrayOfString(m.projectTypes().toArray(String[]::new))
                        .addString(Rows.json(m.versions()))
                        .addString(by)
                        .addOffsetDateTime(time.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> keepVersions(SqlConnection c, Methodology m) {
        return c.preparedQuery("update methodology set number = $2, versions = $3::text::jsonb where code = $1")
                .execute(Tuple.of(m.code(), m.number(), Rows.json(m.versions())))
                .replaceWithVoid();
    }

    private static Methodology read(Row row) {
        return new Methodology(
                row.getString("code"),
                row.getLong("number"),
                row.getString("program"),
                row.getString("name"),
                Rows.texts(row, "project_types"),
                Rows.json(row, "all_versions", Version[].class));
    }
}
