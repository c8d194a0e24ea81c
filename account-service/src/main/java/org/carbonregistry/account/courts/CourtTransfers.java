package org.carbonregistry.account.courts;

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
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.serial.SerialRange;

/** The table of transfers that were ordered. */
@Singleton
class CourtTransfers {

    private static final String BY_ID = "select * from court_transfer where id = $1";
    private static final String LOCK = "select * from court_transfer where id = $1 for update";
    private static final String BY_EXTERNAL_ID = "select * from court_transfer where external_id = $1";
    private static final String INSERT =
            """
            insert into court_transfer (id, external_id, fingerprint, from_account, to_account, quantity, serials, program,
              project, vintage, block, takes_frozen, authority, reference, reason, evidence_sha256, status, proposed_by,
              proposed_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """;
    private static final String DECIDE =
            """
            update court_transfer set status = $2, decided_by = $3, decided_at = $4, decision_reason = $5, ranges = $6
            where id = $1 and status = 'proposed'
            """;
    private static final String DUE =
            """
            select id from court_transfer where status = 'proposed' and expires_at <= statement_timestamp()
            order by expires_at, id limit $1
            """;
    private static final String LIST =
            """
            select * from court_transfer where ($1::text is null or status = $1)
              and ($2::bigint is null or from_account = $2 or to_account = $2)
              and ($3::timestamptz is null or (proposed_at, id) < ($3, $4::uuid))
            order by proposed_at desc, id desc limit $5
            """;

    Uni<CourtTransfer> byId(SqlClient c, UUID id) {
        return c.preparedQuery(BY_ID).execute(Tuple.of(id)).map(CourtTransfers::first);
    }

    /** The one of that id, locked before anything else is, or null. */
    Uni<CourtTransfer> lock(SqlConnection c, UUID id) {
        return c.preparedQuery(LOCK).execute(Tuple.of(id)).map(CourtTransfers::first);
    }

    Uni<CourtTransfer> byExternalId(SqlClient c, String externalId) {
        return c.preparedQuery(BY_EXTERNAL_ID).execute(Tuple.of(externalId)).map(CourtTransfers::first);
    }

    Uni<Void> insert(SqlConnection c, CourtTransfer t) {
        Wanted.Filter filter = t.wanted().filter();
        Tuple row = Tuple.tuple()
                .addUUID(t.id())
                .addString(t.externalId())
                .addValue(Buffer.buffer(t.fingerprint()))
                .addLong(t.from())
                .addLong(t.to())
                .addLong(t.wanted().isExact() ? null : Long.valueOf(t.wanted().quantity()))
                .addArrayOfString(
                        t.wanted().serials().stream().map(SerialRange::format).toArray(String[]::new))
                .addString(filter.program())
                .addString(filter.project())
                .addInteger(filter.vintage())
                .addString(filter.block())
                .addBoolean(t.takesFrozen())
                .addString(t.order().authority())
                .addString(t.order().reference())
                .addString(t.order().reason())
                .addString(t.order().evidenceSha256())
                .addString(t.status().word())
                .addString(t.proposedBy())
                .addOffsetDateTime(DatabaseTime.utc(t.proposedAt()))
                .addOffsetDateTime(DatabaseTime.utc(t.expiresAt()));
        return c.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    Uni<Void> decide(SqlConnection c, CourtTransfer t) {
        Tuple values = Tuple.tuple()
                .addUUID(t.id())
                .addString(t.status().word())
                .addString(t.decidedBy())
                .addOffsetDateTime(DatabaseTime.utc(t.decidedAt()))
                .addString(t.decisionReason())
                .addArrayOfString(t.ranges() == null ? null : t.ranges().toArray(String[]::new));
        return c.preparedQuery(DECIDE)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("order " + t.id() + " was decided under its lock");
                    }
                })
                .replaceWithVoid();
    }

    /** Those whose time is over, by database time. */
    Uni<List<UUID>> due(SqlClient c, int most) {
        return c.preparedQuery(DUE).execute(Tuple.of(most)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    Uni<List<CourtTransfer>> list(
            SqlClient c, CourtTransferStatus status, Long account, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.of(
                        status == null ? null : status.word(), account, DatabaseTime.utc(before), beforeId, limit))
                .map(CourtTransfers::read);
    }

    private static CourtTransfer first(Iterable<Row> rows) {
        List<CourtTransfer> found = read(rows);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<CourtTransfer> read(Iterable<Row> rows) {
        List<CourtTransfer> found = new ArrayList<>();
        for (Row row : rows) {
            Wanted.Filter filter = new Wanted.Filter(
                    row.getLong("from_account"),
                    row.getString("program"),
                    row.getString("project"),
                    row.getInteger("vintage"),
                    row.getString("block"));
            String[] ranges = row.getArrayOfStrings("ranges");
            found.add(new CourtTransfer(
                    row.getUUID("id"),
                    row.getString("external_id"),
                    row.getBuffer("fingerprint").getBytes(),
                    row.getLong("to_account"),
                    Wanted.of(filter, List.of(row.getArrayOfStrings("serials")), row.getLong("quantity")),
                    row.getBoolean("takes_frozen"),
                    new CourtTransfer.Order(
                            row.getString("authority"),
                            row.getString("reference"),
                            row.getString("reason"),
                            row.getString("evidence_sha256")),
                    CourtTransferStatus.named(row.getString("status")),
                    row.getString("proposed_by"),
                    DatabaseTime.of(row, "proposed_at"),
                    DatabaseTime.of(row, "expires_at"),
                    row.getString("decided_by"),
                    DatabaseTime.of(row, "decided_at"),
                    row.getString("decision_reason"),
                    ranges == null ? null : List.of(ranges)));
        }
        return found;
    }
}
