package org.carbonregistry.account.holds;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** The table of holds, and the facts about them. */
@Singleton
public class Holds {

    private static final String READ =
            """
            select h.*, a.organisation as owner, (select array_agg(b.program || '-' || b.country || '-' || b.project_code || '-'
                || extract(year from b.vintage_end) || '-' || b.block_number || '-' || r.first
                || case when r.first = r.last then '' else '-' || r.last end order by r.n)
              from unnest(h.block_ids, h.first_units, h.last_units) with ordinality as r(block, first, last, n)
              join block b on b.id = r.block) as serials
            from hold h join account a on a.id = h.account_id
            """;
    private static final String BY_IDS = READ + " where h.id = any($1)";
    private static final String BY_EXTERNAL_ID = READ + " where h.organisation = $1 and h.external_id = $2";
    private static final String LIST = READ
            + """
            where ($1::text is null or a.organisation = $1 or h.venue = $1)
              and ($2::bigint is null or h.account_id = $2) and ($3::text is null or h.venue = $3)
              and ($4::text is null or h.status = $4) and ($5::text is null or h.external_id = $5)
              and ($6::timestamptz is null or (h.placed_at, h.id) < ($6, $7::uuid))
            order by h.placed_at desc, h.id desc limit $8
            """;
    /** By chance, so that some that cannot be ended now do not keep the others waiting. */
    private static final String DUE =
            """
            select id from hold where status = 'placed' and expires_at <= clock_timestamp()
            order by random() limit 100
            """;

    private static final String INSERT =
            """
            insert into hold (id, organisation, external_id, fingerprint, account_id, venue, mandate, quantity, block_ids,
                              first_units, last_units, status, placed_by, placed_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'placed', $12, $13, $14)
            """;
    private static final String CHANGE =
            """
            update hold h set settled = t.settled, released = t.released, status = t.status, number = t.number,
                              ended_by = t.ended_by, ended_at = t.ended_at
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[])
              as t(id, settled, released, status, number, ended_by, ended_at)
            where h.id = t.id and h.status = 'placed' and h.number < t.number
            """;

    private final Outbox outbox;

    Holds(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Holds by id; one that does not exist is missing. Read under the locks of their blocks, they stay as they are. */
    public Uni<Map<UUID, Hold>> byIds(SqlClient c, Collection<UUID> ids) {
        return c.preparedQuery(BY_IDS)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(new UUID[0])))
                .map(rows -> {
                    Map<UUID, Hold> holds = new TreeMap<>();
                    read(rows).forEach(h -> holds.put(h.id(), h));
                    return holds;
                });
    }

    Uni<Hold> byExternalId(SqlClient c, String organisation, String externalId) {
        return c.preparedQuery(BY_EXTERNAL_ID)
                .execute(Tuple.of(organisation, externalId))
                .map(rows -> rows.rowCount() == 0 ? null : read(rows).get(0));
    }

    /** A page of holds, newest first. */
    Uni<List<Hold>> list(SqlClient c, String scope, HoldFilter filter, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addString(scope)
                        .addLong(filter.accountNumber())
                        .addString(filter.venue)
                        .addString(filter.statusWord())
                        .addString(filter.externalId)
                        .addOffsetDateTime(DatabaseTime.utc(before))
                        .addUUID(beforeId)
                        .addInteger(limit))
                .map(Holds::read);
    }

    Uni<List<UUID>> due(SqlClient c) {
        return c.query(DUE).execute().map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    Uni<Void> insert(SqlConnection c, Hold h) {
        Tuple row = Tuple.tuple()
                .addUUID(h.id())
                .addString(h.organisation())
                .addString(h.externalId())
                .addValue(Buffer.buffer(h.fingerprint()))
                .addLong(h.account())
                .addString(h.venue())
                .addUUID(h.mandate())
                .addLong(h.quantity())
                .addArrayOfLong(longs(h, Units::block))
                .addArrayOfLong(longs(h, u -> u.range().first()))
                .addArrayOfLong(longs(h, u -> u.range().last()))
                .addString(h.placedBy())
                .addOffsetDateTime(DatabaseTime.utc(h.placedAt()))
                .addOffsetDateTime(DatabaseTime.utc(h.expiresAt()));
        return c.preparedQuery(INSERT)
                .execute(row)
                .chain(() -> outbox.write(c, List.of(fact(MessageType.HOLD_PLACED, h, null, h.placedAt()))));
    }

    /** Writes what became of holds, and the facts. */
    public Uni<Void> change(
            SqlConnection c, MessageType type, Collection<Hold> changed, UUID transaction, Instant time) {
        List<Hold> holds = List.copyOf(changed);
        if (holds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(holds.stream().map(Hold::id).toArray(UUID[]::new))
                        .addArrayOfLong(holds.stream().map(Hold::settled).toArray(Long[]::new))
                        .addArrayOfLong(holds.stream().map(Hold::released).toArray(Long[]::new))
                        .addArrayOfString(
                                holds.stream().map(h -> h.status().word()).toArray(String[]::new))
                        .addArrayOfLong(holds.stream().map(Hold::number).toArray(Long[]::new))
                        .addArrayOfString(holds.stream().map(Hold::endedBy).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(holds.stream()
                                .map(h -> DatabaseTime.utc(h.endedAt()))
                                .toArray(OffsetDateTime[]::new)))
                .chain(rows -> {
                    if (rows.rowCount() != holds.size()) {
                        throw new IllegalStateException("a hold was changed under the locks of its blocks");
                    }
                    return outbox.write(
                            c,
                            holds.stream()
                                    .map(h -> fact(type, h, transaction, time))
                                    .toList());
                });
    }

    /** Writes that units of a hold were retired. */
    public Uni<Void> retired(SqlConnection c, Hold hold, UUID retirement, long quantity, Instant time) {
        return c.preparedQuery("insert into hold_retirement (retirement, hold, quantity) values ($1, $2, $3)")
                .execute(Tuple.of(retirement, hold.id(), quantity))
                .chain(() -> change(c, MessageType.HOLD_SETTLED, List.of(hold), retirement, time));
    }

    private static Message fact(MessageType type, Hold h, UUID transaction, Instant time) {
        return Message.fact(type, h.id().toString(), h.number(), time, h.fact(transaction, time));
    }

    private static Long[] longs(Hold h, Function<Units, Long> value) {
        return h.units().stream().map(value).toArray(Long[]::new);
    }

    private static List<Hold> read(Iterable<Row> rows) {
        List<Hold> found = new ArrayList<>();
        for (Row row : rows) {
            Long[] blocks = row.getArrayOfLongs("block_ids");
            Long[] first = row.getArrayOfLongs("first_units");
            Long[] last = row.getArrayOfLongs("last_units");
            List<Units> units = new ArrayList<>(blocks.length);
            for (int i = 0; i < blocks.length; i++) {
                units.add(new Units(blocks[i], new UnitRange(first[i], last[i])));
            }
            found.add(new Hold(
                    row.getUUID("id"),
                    row.getString("organisation"),
                    row.getString("external_id"),
                    row.getBuffer("fingerprint").getBytes(),
                    row.getLong("account_id"),
                    row.getString("owner"),
                    row.getString("venue"),
                    row.getUUID("mandate"),
                    row.getLong("quantity"),
                    row.getLong("settled"),
                    row.getLong("released"),
                    units,
                    List.of(row.getArrayOfStrings("serials")),
                    HoldStatus.named(row.getString("status")).orElseThrow(),
                    row.getLong("number"),
                    row.getString("placed_by"),
                    DatabaseTime.of(row, "placed_at"),
                    DatabaseTime.of(row, "expires_at"),
                    row.getString("ended_by"),
                    DatabaseTime.of(row, "ended_at")));
        }
        return found;
    }
}
