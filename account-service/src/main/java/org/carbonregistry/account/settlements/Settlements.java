package org.carbonregistry.account.settlements;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.settlements.Settlement.ContractRef;
import org.carbonregistry.account.settlements.Settlement.Leg;

/** The table of settlements and their legs. */
@Singleton
class Settlements {

    private static final String INSERT =
            """
            insert into settlement (id, venue, trade_id, fingerprint, price, currency, contract_type, contract_id, settled_by,
                                    settled_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;
    private static final String INSERT_LEG =
            """
            insert into settlement_leg (settlement, number, hold, seller_account, buyer_account, quantity, serials)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String BY_TRADE = "select * from settlement where venue = $1 and trade_id = $2";
    private static final String BY_ID = "select * from settlement where id = $1";
    private static final String LIST =
            """
            select s.* from settlement s
            where ($1::text is null or s.venue = $1 or exists (select from settlement_leg l join account a
                on a.id in (l.seller_account, l.buyer_account) where l.settlement = s.id and a.organisation = $1))
              and ($2::text is null or s.trade_id = $2)
              and ($3::timestamptz is null or (s.settled_at, s.id) < ($3, $4::uuid))
            order by s.settled_at desc, s.id desc limit $5
            """;
    /** The venue sees all legs, others those of their accounts. */
    private static final String LEGS =
            """
            select l.* from settlement_leg l join settlement s on s.id = l.settlement
            where l.settlement = any($1) and ($2::text is null or s.venue = $2 or exists (select from account a
                where a.id in (l.seller_account, l.buyer_account) and a.organisation = $2))
            order by l.settlement, l.number
            """;

    Uni<Void> insert(SqlConnection c, Settlement s) {
        Tuple row = Tuple.tuple()
                .addUUID(s.id())
                .addString(s.venue())
                .addString(s.tradeId())
                .addValue(Buffer.buffer(s.fingerprint()))
                .addString(s.price())
                .addString(s.currency())
                .addString(s.contractRef() == null ? null : s.contractRef().type())
                .addString(s.contractRef() == null ? null : s.contractRef().id())
                .addString(s.settledBy())
                .addOffsetDateTime(DatabaseTime.utc(s.settledAt()));
        List<Tuple> legs = new ArrayList<>(s.legs().size());
        for (Leg leg : s.legs()) {
            legs.add(Tuple.tuple()
                    .addUUID(s.id())
                    .addInteger(legs.size() + 1)
                    .addUUID(leg.hold())
                    .addLong(leg.sellerAccount())
                    .addLong(leg.buyerAccount())
                    .addLong(leg.quantity())
                    .addArrayOfString(leg.serials().toArray(new String[0])));
        }
        return c.preparedQuery(INSERT)
                .execute(row)
                .chain(() -> c.preparedQuery(INSERT_LEG).executeBatch(legs))
                .replaceWithVoid();
    }

    Uni<Settlement> byTradeId(SqlClient c, String venue, String tradeId) {
        return c.preparedQuery(BY_TRADE)
                .execute(Tuple.of(venue, tradeId))
                .chain(rows -> read(c, rows, null))
                .map(Settlements::first);
    }

    Uni<Settlement> byId(SqlClient c, UUID id, String scope) {
        return c.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .chain(rows -> read(c, rows, scope))
                .map(Settlements::first);
    }

    Uni<List<Settlement>> list(SqlClient c, String scope, String tradeId, Instant before, UUID beforeId, int limit) {
        return c.preparedQuery(LIST)
                .execute(Tuple.of(scope, tradeId, DatabaseTime.utc(before), beforeId, limit))
                .chain(rows -> read(c, rows, scope));
    }

    private static Settlement first(List<Settlement> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    private static Uni<List<Settlement>> read(SqlClient c, Iterable<Row> rows, String scope) {
        List<Row> found = new ArrayList<>();
        rows.forEach(found::add);
        if (found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] ids = found.stream().map(r -> r.getUUID("id")).toArray(UUID[]::new);
        return c.preparedQuery(LEGS)
                .execute(Tuple.tuple().addArrayOfUUID(ids).addString(scope))
                .map(legRows -> {
                    Map<UUID, List<Leg>> legs = new HashMap<>();
                    legRows.forEach(row -> legs.computeIfAbsent(row.getUUID("settlement"), s -> new ArrayList<>())
                            .add(leg(row)));
                    return found.stream()
                            .map(row -> settlement(row, legs.getOrDefault(row.getUUID("id"), List.of())))
                            .toList();
                });
    }

    private static Leg leg(Row row) {
        return new Leg(
                row.getUUID("hold"),
                row.getLong("seller_account"),
                row.getLong("buyer_account"),
                row.getLong("quantity"),
                List.of(row.getArrayOfStrings("serials")));
    }

    private static Settlement settlement(Row row, List<Leg> legs) {
        String contract = row.getString("contract_type");
        return new Settlement(
                row.getUUID("id"),
                row.getString("venue"),
                row.getString("trade_id"),
                row.getBuffer("fingerprint").getBytes(),
                legs,
                row.getString("price"),
                row.getString("currency"),
                contract == null ? null : new ContractRef(contract, row.getString("contract_id")),
                row.getString("settled_by"),
                DatabaseTime.of(row, "settled_at"));
    }
}
