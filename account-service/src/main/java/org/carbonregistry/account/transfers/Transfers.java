package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/** The table of transfers. */
@Singleton
class Transfers {

    private static final String INSERT =
            """
            insert into transfer (id, organisation, external_id, fingerprint, from_account, to_account, quantity, block_ids,
              first_units, last_units, message, status, proposed_by, proposed_at, expires_at, decided_by, decided_at,
              needs_approval)
            select a, b, c, d, e, f, g, h::bigint[], i::bigint[], j::bigint[], k, l, m, n, o, p, q, r
            from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[],
              $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[],
              $16::text[], $17::timestamptz[], $18::boolean[]) as t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)
            order by b, c
            """;
    private static final String DECIDE =
            """
            update transfer set status = $2, decided_by = $3, decided_at = $4
            where id = $1 and status in ('awaiting-approval', 'proposed')
            """;
    private static final String APPROVE =
            """
            update transfer set status = $2, approved_by = $3, approved_at = $4, decided_by = $5, decided_at = $6
            where id = $1 and status = 'awaiting-approval'
            """;
    private static final String BY_NAMES =
            """
            select r.* from unnest($1::text[], $2::text[]) as t(organisation, external_id)
            join transfer r on r.organisation = t.organisation and r.external_id = t.external_id
            """;
    private static final String BY_ID = "select * from transfer where id = $1";
    private static final String DUE =
            """
            select id from (
              (select id, expires_at from transfer where status = 'proposed' and expires_at <= statement_timestamp()
               order by expires_at, id limit $1::bigint + $2::bigint)
              union all
              (select id, expires_at from transfer where status = 'awaiting-approval' and expires_at <= statement_timestamp()
               order by expires_at, id limit $1::bigint + $2::bigint)
            ) due order by expires_at, id limit $1 offset $2
            """;

    /** A set of new ones; a name that was used meanwhile fails the transaction. */
    Uni<Void> insert(SqlConnection c, List<Transfer> made) {
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(made.stream().map(Transfer::id).toArray(UUID[]::new))
                .addArrayOfString(texts(made, Transfer::organisation))
                .addArrayOfString(texts(made, Transfer::externalId));
        rows.getDelegate()
                .addArrayOfBuffer(
                        made.stream().map(t -> Buffer.buffer(t.fingerprint())).toArray(Buffer[]::new));
        rows.addArrayOfLong(made.stream().map(Transfer::from).toArray(Long[]::new))
                .addArrayOfLong(made.stream().map(Transfer::to).toArray(Long[]::new))
                .addArrayOfLong(
                        made.stream().map(t -> Units.quantity(t.units())).toArray(Long[]::new))
                .addArrayOfString(texts(made, t -> array(t, Units::block)))
                .addArrayOfString(texts(made, t -> array(t, u -> u.range().first())))
                .addArrayOfString(texts(made, t -> array(t, u -> u.range().last())))
                .addArrayOfString(texts(made, Transfer::message))
                .addArrayOfString(texts(made, t -> t.status().word()))
                .addArrayOfString(texts(made, Transfer::proposedBy))
                .addArrayOfOffsetDateTime(times(made, Transfer::proposedAt))
                .addArrayOfOffsetDateTime(times(made, Transfer::expiresAt))
                .addArrayOfString(texts(made, Transfer::decidedBy))
                .addArrayOfOffsetDateTime(times(made, Transfer::decidedAt))
                .addArrayOfBoolean(made.stream().map(Transfer::needsApproval).toArray(Boolean[]::new));
        return c.preparedQuery(INSERT).execute(rows).replaceWithVoid();
    }

    Uni<Void> decide(SqlConnection c, Transfer t) {
        return write(c, DECIDE, t, Tuple.of(t.id(), t.status().word(), t.decidedBy(), utc(t.decidedAt())));
    }

    /** Writes a second representative's approval down, and with it that it settled, if it did. */
    Uni<Void> approve(SqlConnection c, Transfer t) {
        return write(
                c,
                APPROVE,
                t,
                Tuple.of(
                        t.id(),
                        t.status().word(),
                        t.approvedBy(),
                        utc(t.approvedAt()),
                        t.decidedBy(),
                        utc(t.decidedAt())));
    }

    private static Uni<Void> write(SqlConnection c, String update, Transfer t, Tuple values) {
        return c.preparedQuery(update)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("transfer " + t.id() + " was decided under its block locks");
                    }
                })
                .replaceWithVoid();
    }

    /** Those of these names that there are. */
    Uni<Map<Offer.Name, Transfer>> byNames(SqlClient c, List<Offer.Name> names) {
        return c.preparedQuery(BY_NAMES)
                .execute(Tuple.of(
                        names.stream().map(Offer.Name::organisation).toArray(String[]::new),
                        names.stream().map(Offer.Name::externalId).toArray(String[]::new)))
                .chain(rows -> read(c, rows))
                .map(found -> {
                    Map<Offer.Name, Transfer> byName = new HashMap<>();
                    found.forEach(t -> byName.put(new Offer.Name(t.organisation(), t.externalId()), t));
                    return byName;
                });
    }

    /** The transfer of that id, or null. */
    Uni<Transfer> byId(SqlClient c, UUID id) {
        return one(c, BY_ID, Tuple.of(id));
    }

    Uni<List<Transfer>> list(SqlClient c, TransferList asked) {
        return c.preparedQuery(asked.sql()).execute(asked.parameters()).chain(rows -> read(c, rows));
    }

    /**
     * Offers whose time is over, by database time, the ones that are over longest first.
     *
     * @param passedOver how many of them are left out, because they could not be decided just now
     */
    Uni<List<UUID>> due(SqlClient c, int most, int passedOver) {
        return c.preparedQuery(DUE).execute(Tuple.of(most, passedOver)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    private static Uni<Transfer> one(SqlClient c, String query, Tuple which) {
        return c.preparedQuery(query)
                .execute(which)
                .chain(rows -> read(c, rows))
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    private static Uni<List<Transfer>> read(SqlClient c, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            return Uni.createFrom().item(List.of());
        }
        TreeSet<Long> blocks = new TreeSet<>();
        rows.forEach(row -> blocks.addAll(List.of(row.getArrayOfLongs("block_ids"))));
        return c.preparedQuery("select * from block where id = any($1)")
                .execute(Tuple.tuple().addArrayOfLong(blocks.toArray(new Long[0])))
                .map(found -> {
                    Map<Long, BlockDescription> descriptions = new HashMap<>();
                    found.forEach(row -> descriptions.put(row.getLong("id"), BlockLocks.description(row)));
                    List<Transfer> transfers = new ArrayList<>();
                    rows.forEach(row -> transfers.add(read(row, descriptions)));
                    return transfers;
                });
    }

    private static Transfer read(Row row, Map<Long, BlockDescription> blocks) {
        Long[] ids = row.getArrayOfLongs("block_ids");
        Long[] firsts = row.getArrayOfLongs("first_units");
        Long[] lasts = row.getArrayOfLongs("last_units");
        List<Units> units = new ArrayList<>(ids.length);
        List<String> serials = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            UnitRange range = new UnitRange(firsts[i], lasts[i]);
            units.add(new Units(ids[i], range));
            serials.add(Block.serial(blocks.get(ids[i]), range).format());
        }
        return new Transfer(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("external_id"),
                row.getBuffer("fingerprint").getBytes(),
                row.getLong("from_account"),
                row.getLong("to_account"),
                units,
                serials,
                row.getString("message"),
                TransferStatus.named(row.getString("status")),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                instant(row, "expires_at"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getBoolean("needs_approval"),
                row.getString("approved_by"),
                instant(row, "approved_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static String[] texts(List<Transfer> transfers, Function<Transfer, String> text) {
        return transfers.stream().map(text).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<Transfer> transfers, Function<Transfer, Instant> time) {
        return transfers.stream().map(t -> utc(time.apply(t))).toArray(OffsetDateTime[]::new);
    }

    /** The text of a PostgreSQL array of numbers. */
    private static String array(Transfer t, Function<Units, Long> value) {
        return t.units().stream().map(u -> value.apply(u).toString()).collect(Collectors.joining(",", "{", "}"));
    }
}
