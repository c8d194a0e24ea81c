package org.carbonregistry.account.freezes;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Units;

/** The table of freezes. */
@Singleton
class Freezes {

    private static final String READ =
            """
            select f.*, coalesce((select array_agg(b.program || '-' || b.country || '-' || b.project_code || '-'
                || extract(year from b.vintage_end) || '-' || b.block_number || '-' || r.first_unit
                || case when r.first_unit = r.last_unit then '' else '-' || r.last_unit end
                order by b.id, r.first_unit)
              from freeze_range r join block b on b.id = r.block_id where r.freeze_id = f.id), '{}') as serials
            from freeze_order f
            """;
    private static final String BY_ID = READ + " where f.id = $1";
    private static final String BY_EXTERNAL_ID = READ + " where f.external_id = $1";
    private static final String LIST = READ
            + """
            where ($1::boolean is null or (f.released_at is null) = $1) and ($2::bigint is null or f.account_id = $2)
              and ($3::text is null or f.project = $3)
              and ($4::timestamptz is null or (f.ordered_at, f.id) < ($4, $5::uuid))
            order by f.ordered_at desc, f.id desc limit $6
            """;
    private static final String INSERT =
            """
            insert into freeze_order (id, external_id, fingerprint, scope, account_id, project, authority, reason, evidence_sha256,
                                ordered_by, ordered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;
    private static final String RANGES =
            """
            insert into freeze_range (freeze_id, block_id, first_unit, last_unit)
            select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[])
            """;
    private static final String RELEASE =
            """
            with done as (
              update freeze_order set released_by = $2, released_at = $3, release_reason = $4
              where id = $1 and released_at is null returning id
            ) update freeze_range r set in_force = false from done where r.freeze_id = done.id
            """;

    Uni<Freeze> byId(SqlClient c, UUID id) {
        return c.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> first(read(rows)));
    }

    Uni<Freeze> byExternalId(SqlClient c, String externalId) {
        return c.preparedQuery(BY_EXTERNAL_ID).execute(Tuple.of(externalId)).map(rows -> first(read(rows)));
    }

    Uni<List<Freeze>> list(
            SqlClient c, Boolean inForce, Long account, String project, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.of(inForce, account, project, DatabaseTime.utc(before), beforeId, limit))
                .map(Freezes::read);
    }

    Uni<Void> insert(SqlConnection c, Freeze f, List<Units> ranges) {
        Tuple row = Tuple.tuple()
                .addUUID(f.id())
                .addString(f.externalId())
                .addValue(Buffer.buffer(f.fingerprint()))
                .addString(f.scope())
                .addLong(f.account())
                .addString(f.project())
                .addString(f.authority())
                .addString(f.reason())
                .addString(f.evidenceSha256())
                .addString(f.orderedBy())
                .addOffsetDateTime(DatabaseTime.utc(f.orderedAt()));
        Uni<Void> frozen = c.preparedQuery(INSERT).execute(row).replaceWithVoid();
        return ranges.isEmpty()
                ? frozen
                : frozen.chain(() -> c.preparedQuery(RANGES)
                        .execute(Tuple.tuple()
                                .addUUID(f.id())
                                .addArrayOfLong(
                                        ranges.stream().map(Units::block).toArray(Long[]::new))
                                .addArrayOfLong(ranges.stream()
                                        .map(u -> u.range().first())
                                        .toArray(Long[]::new))
                                .addArrayOfLong(ranges.stream()
                                        .map(u -> u.range().last())
                                        .toArray(Long[]::new)))
                        .replaceWithVoid());
    }

    Uni<Void> release(SqlConnection c, Freeze f) {
        return c.preparedQuery(RELEASE)
                .execute(Tuple.of(f.id(), f.releasedBy(), DatabaseTime.utc(f.releasedAt()), f.releaseReason()))
                .replaceWithVoid();
    }

    private static Freeze first(List<Freeze> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Freeze> read(Iterable<Row> rows) {
        List<Freeze> found = new ArrayList<>();
        for (Row row : rows) {
            found.add(new Freeze(
                    row.getUUID("id"),
                    row.getString("external_id"),
                    row.getBuffer("fingerprint").getBytes(),
                    row.getString("scope"),
                    row.getLong("account_id"),
                    row.getString("project"),
                    List.of(row.getArrayOfStrings("serials")),
                    row.getString("authority"),
                    row.getString("reason"),
                    row.getString("evidence_sha256"),
                    row.getString("ordered_by"),
                    DatabaseTime.of(row, "ordered_at"),
                    row.getString("released_by"),
                    DatabaseTime.of(row, "released_at"),
                    row.getString("release_reason")));
        }
        return found;
    }
}
