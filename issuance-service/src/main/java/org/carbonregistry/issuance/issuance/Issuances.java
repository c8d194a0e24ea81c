package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.issuance.IssuanceView.IssuedBlock;

/** The register of issuances. */
final class Issuances {

    private Issuances() {}

    static Uni<Issuance> at(SqlClient c, UUID id) {
        return read(c, id, "");
    }

    static Uni<Issuance> lock(SqlConnection c, UUID id) {
        return read(c, id, " for no key update");
    }

    private static Uni<Issuance> read(SqlClient c, UUID id, String lock) {
        return c.preparedQuery("select * from issuance where id = $1" + lock)
                .execute(Tuple.of(id))
                .map(rows -> Rows.one(rows, Issuances::read))
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(EdgeRefusal.NOT_FOUND, "there is no issuance " + id, null));
    }

    /** The issuance with its blocks. */
    static Uni<IssuanceView> view(SqlClient c, UUID id) {
        return at(c, id).chain(issuance -> blocks(c, id).map(blocks -> new IssuanceView(issuance, blocks)));
    }

    static Uni<Void> add(SqlConnection c, Issuance i) {
        return c.preparedQuery(
                        """
                        insert into issuance (id, organisation, external_id, program, project, verification, account,
                          effective_date, status, requested_by, requested_at, expires_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        """)
                .execute(Tuple.tuple()
                        .addUUID(i.id())
                        .addString(i.organisation())
                        .addString(i.externalId())
                        .addString(i.program())
                        .addString(i.project())
                        .addUUID(i.verification())
                        .addString(i.account())
                        .addLocalDate(i.effectiveDate())
                        .addString(i.status().word())
                        .addString(i.requestedBy())
                        .addOffsetDateTime(i.requestedAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(i.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> keepDecision(SqlConnection c, Issuance i) {
        return c.preparedQuery(
                        "update issuance set status = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1")
                .execute(Tuple.of(
                        i.id(), i.status().word(), i.decidedBy(), i.decidedAt().atOffset(ZoneOffset.UTC), i.reason()))
                .replaceWithVoid();
    }

    static Uni<List<IssuedBlock>> blocks(SqlClient c, UUID issuance) {
        return c.preparedQuery("select * from block where issuance = $1 order by position")
                .execute(Tuple.of(issuance))
                .map(rows -> Rows.all(
                        rows,
                        row -> new IssuedBlock(
                                row.getString("id"),
                                row.getString("serials"),
                                row.getLong("quantity"),
                                row.getLong("buffer_quantity"),
                                Rows.instant(row, "opened_at"))));
    }

    /** Requests that were not decided in time. */
    static Uni<List<UUID>> overdue(SqlClient c, int most) {
        return c.preparedQuery(
                        """
                        select id from issuance where status = 'requested' and expires_at <= now()
                        order by expires_at limit $1
                        """)
                .execute(Tuple.of(most))
                .map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /**
     * What a list of issuances is narrowed to; null is everything.
     *
     * @param decidedBefore with the status approved: those whose blocks should be open for long
     */
    record IssuanceFilter(
            String organisation, String program, String project, IssuanceState status, Instant decidedBefore) {}

    /** Issuances by id. */
    static Uni<List<Issuance>> page(SqlClient c, IssuanceFilter filter, UUID after, int most) {
        return c.preparedQuery(
                        """
                        select * from issuance
                        where id > $1 and ($2::text is null or organisation = $2) and ($3::text is null or project = $3)
                          and ($4::text is null or status = $4) and ($5::text is null or program = $5)
                          and ($7::timestamptz is null or decided_at < $7)
                        order by id limit $6
                        """)
                .execute(Tuple.tuple()
                        .addUUID(after)
                        .addString(filter.organisation())
                        .addString(filter.project())
                        .addString(
                                filter.status() == null ? null : filter.status().word())
                        .addString(filter.program())
                        .addInteger(most)
                        .addOffsetDateTime(
                                filter.decidedBefore() == null
                                        ? null
                                        : filter.decidedBefore().atOffset(ZoneOffset.UTC)))
                .map(rows -> Rows.all(rows, Issuances::read));
    }

    private static Issuance read(Row row) {
        return new Issuance(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("external_id"),
                row.getString("program"),
                row.getString("project"),
                row.getUUID("verification"),
                row.getString("account"),
                row.getLocalDate("effective_date"),
                IssuanceState.named(row.getString("status")),
                row.getString("requested_by"),
                Rows.instant(row, "requested_at"),
                Rows.instant(row, "expires_at"),
                row.getString("decided_by"),
                Rows.instant(row, "decided_at"),
                row.getString("reason"),
                Rows.instant(row, "issued_at"));
    }
}
