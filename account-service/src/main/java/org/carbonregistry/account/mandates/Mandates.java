package org.carbonregistry.account.mandates;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.ledger.DatabaseTime;

/** The table of mandates, and what was used of each. */
@Singleton
public class Mandates {

    private static final String INSERT =
            """
            insert into mandate (id, organisation, external_id, fingerprint, account_id, venue, may_hold, may_settle, may_retire,
                                 quantity, valid_until, granted_by, granted_at, in_force_from)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """;
    private static final String BY_EXTERNAL_ID = "select * from mandate where organisation = $1 and external_id = $2";
    private static final String BY_ID = "select * from mandate where id = $1";
    private static final String LOCK_ONE = "select * from mandate where id = $1 for update";
    /** In order of id, so that two acts under several mandates do not wait for each other. */
    private static final String LOCK =
            """
            select * from mandate where account_id = any($1) and venue = $2 and revoked_at is null order by id for update
            """;

    private static final String LOCK_NAMED = "select * from mandate where id = any($1) order by id for update";
    private static final String USE =
            """
            with used as (
              insert into mandate_use (mandate, cause, act, quantity, used_at)
              select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[])
              returning mandate, quantity
            ) update mandate m set used = used + u.quantity
            from (select mandate, sum(quantity)::bigint as quantity from used group by mandate) u where m.id = u.mandate
            """;
    private static final String REVOKE =
            "update mandate set revoked_by = $2, revoked_at = clock_timestamp() where id = $1 returning *";
    private static final String LIST =
            """
            select * from mandate where ($1::text is null or organisation = $1 or venue = $1)
              and ($2::bigint is null or account_id = $2) and ($3::text is null or venue = $3)
              and ($4::timestamptz is null or (granted_at, id) < ($4, $5::uuid))
            order by granted_at desc, id desc limit $6
            """;

    Uni<Void> insert(SqlConnection c, Mandate m) {
        Tuple row = Tuple.tuple()
                .addUUID(m.id())
                .addString(m.organisation())
                .addString(m.externalId())
                .addValue(Buffer.buffer(m.fingerprint()))
                .addLong(m.account())
                .addString(m.venue())
                .addBoolean(m.mayHold())
                .addBoolean(m.maySettle())
                .addBoolean(m.mayRetire())
                .addLong(m.quantity())
                .addOffsetDateTime(DatabaseTime.utc(m.validUntil()))
                .addString(m.grantedBy())
                .addOffsetDateTime(DatabaseTime.utc(m.grantedAt()))
                .addOffsetDateTime(DatabaseTime.utc(m.inForceFrom()));
        return c.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    Uni<Mandate> byExternalId(SqlClient c, String organisation, String externalId) {
        return c.preparedQuery(BY_EXTERNAL_ID)
                .execute(Tuple.of(organisation, externalId))
                .map(Mandates::first);
    }

    Uni<Mandate> byId(SqlClient c, UUID id) {
        return c.preparedQuery(BY_ID).execute(Tuple.of(id)).map(Mandates::first);
    }

    Uni<Mandate> lock(SqlConnection c, UUID id) {
        return c.preparedQuery(LOCK_ONE).execute(Tuple.of(id)).map(Mandates::first);
    }

    Uni<Mandate> revoke(SqlConnection c, UUID id, String actor) {
        return c.preparedQuery(REVOKE).execute(Tuple.of(id, actor)).map(Mandates::first);
    }

    /** A venue's mandates over some accounts that are not revoked, locked until the transaction ends. */
    public Uni<MandateBook> lock(SqlConnection c, Collection<Long> accounts, String venue) {
        return c.preparedQuery(LOCK)
                .execute(Tuple.tuple()
                        .addArrayOfLong(accounts.toArray(new Long[0]))
                        .addString(venue))
                .map(rows -> new MandateBook(read(rows)));
    }

    /** Some mandates, locked until the transaction ends: for what is given back to them. */
    public Uni<Void> lockNamed(SqlConnection c, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(LOCK_NAMED)
                        .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(new UUID[0])))
                        .replaceWithVoid();
    }

    /** Writes down what was used, or given back (a negative quantity), and under which mandate. */
    public Uni<Void> use(SqlConnection c, List<MandateBook.Use> uses, Instant time) {
        if (uses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(USE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                uses.stream().map(MandateBook.Use::mandate).toArray(UUID[]::new))
                        .addArrayOfUUID(
                                uses.stream().map(MandateBook.Use::cause).toArray(UUID[]::new))
                        .addArrayOfString(
                                uses.stream().map(MandateBook.Use::act).toArray(String[]::new))
                        .addArrayOfLong(
                                uses.stream().map(MandateBook.Use::quantity).toArray(Long[]::new))
                        .addArrayOfOffsetDateTime(
                                uses.stream().map(u -> DatabaseTime.utc(time)).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    Uni<List<Mandate>> list(
            SqlClient c, String scope, Long account, String venue, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.of(scope, account, venue, DatabaseTime.utc(before), beforeId, limit))
                .map(Mandates::read);
    }

    private static Mandate first(Iterable<Row> rows) {
        List<Mandate> found = read(rows);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Mandate> read(Iterable<Row> rows) {
        List<Mandate> found = new ArrayList<>();
        for (Row row : rows) {
            found.add(new Mandate(
                    row.getUUID("id"),
                    row.getString("organisation"),
                    row.getString("external_id"),
                    row.getBuffer("fingerprint").getBytes(),
                    row.getLong("account_id"),
                    row.getString("venue"),
                    row.getBoolean("may_hold"),
                    row.getBoolean("may_settle"),
                    row.getBoolean("may_retire"),
                    row.getLong("quantity"),
                    row.getLong("used"),
                    DatabaseTime.of(row, "valid_until"),
                    row.getString("granted_by"),
                    DatabaseTime.of(row, "granted_at"),
                    DatabaseTime.of(row, "in_force_from"),
                    DatabaseTime.of(row, "revoked_at")));
        }
        return found;
    }
}
