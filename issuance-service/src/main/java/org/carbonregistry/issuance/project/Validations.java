package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Rows;

/** The register of validations. */
final class Validations {

    private Validations() {}

    /** The last validation of a project, or null. */
    static Uni<Validation> last(SqlConnection c, String project) {
        return c.preparedQuery("select * from validation where project = $1 order by recorded_at desc limit 1")
                .execute(Tuple.of(project))
                .map(rows -> Rows.one(
                        rows,
                        row -> new Validation(
                                row.getUUID("id"),
                                row.getString("project"),
                                row.getString("vvb"),
                                row.getString("methodology_version"),
                                row.getLocalDate("date"),
                                row.getLocalDate("crediting_start"),
                                row.getLocalDate("crediting_end"),
                                row.getString("document_sha256"),
                                row.getString("opinion"),
                                Rows.instant(row, "recorded_at"))));
    }

    static Uni<Void> add(SqlConnection c, Validation v, Actor actor) {
        return c.preparedQuery(
                        """
                        insert into validation (id, project, vvb, methodology_version, date, crediting_start, crediting_end,
                          document_sha256, opinion, recorded_by, recorded_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        """)
                .execute(Tuple.tuple()
                        .addUUID(v.id())
                        .addString(v.project())
                        .addString(v.vvb())
                        .addString(v.methodologyVersion())
                        .addLocalDate(v.date())
                        .addLocalDate(v.creditingStart())
                        .addLocalDate(v.creditingEnd())
                        .addString(v.documentSha256())
                        .addString(v.opinion())
                        .addString(actor.subject())
                        .addOffsetDateTime(v.recordedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
