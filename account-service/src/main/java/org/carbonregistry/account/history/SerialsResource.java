package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.history.OwnerHistory.Holder;
import org.carbonregistry.account.history.OwnerHistory.Passage;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * The owners of any serial number or range, past and present. Registrar and auditor see all; a representative sees the stretches in which the own organisation sent or received, with that counterparty.
 */
@Path("/v1/serials/{serial}")
@Produces(MediaType.APPLICATION_JSON)
public class SerialsResource {

    private static final String PASSAGES =
            """
            select m.number, greatest(m.first_unit, $2) as first_unit, least(m.last_unit, $3) as last_unit, m.kind,
              m.from_account, f.organisation as from_organisation, m.to_account, t.organisation as to_organisation,
              t.kind as to_kind, m.transaction_id, m.cause, m.recorded_at, m.effective_date
            from movement m left join account f on f.id = m.from_account join account t on t.id = m.to_account
            where m.block_id = $1 and m.first_unit <= $3 and m.last_unit >= $2
              and ($4::text is null or f.organisation = $4 or t.organisation = $4) and m.number > $5
              and m.number <= $7
            order by m.number limit $6
            """;
    private static final String HOLDERS =
            """
            select account_id, organisation, kind, min(first_unit) as first_unit, max(last_unit) as last_unit
            from (
              select p.*, sum(starts) over (order by first_unit) as stretch
              from (
                select h.account_id, a.organisation, a.kind,
                  greatest(h.first_unit, $2) as first_unit, least(h.last_unit, $3) as last_unit,
                  case when lag(h.account_id) over (order by h.first_unit) = h.account_id
                        and lag(h.last_unit) over (order by h.first_unit) = h.first_unit - 1 then 0 else 1 end as starts
                from holding h join account a on a.id = h.account_id
                where h.block_id = $1 and int8range(h.first_unit, h.last_unit, '[]') && int8range($2, $3, '[]')
                  and ($4::text is null or a.organisation = $4)
              ) p
            ) s
            group by stretch, account_id, organisation, kind order by 4
            """;

    private final Pool pool;
    private final AccountAccess access;
    private final PastOwners past;

    SerialsResource(Pool pool, AccountAccess access, PastOwners past) {
        this.pool = pool;
        this.access = access;
        this.past = past;
    }

    /**
     * The owners of the units a serial number names; {@code limit} counts passages from owner to owner.
     *
     * @param asOf a UTC time: how it was then, as the registry recorded it
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<OwnerHistory> owners(
            @RestPath String serial, @RestQuery String asOf, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        SerialRange asked = parse(serial);
        PointInTime point = asOf == null ? null : PointInTime.time(asOf);
        long after = cursor == null ? 0 : number(cursor);
        String scope = access.scope();
        return pool.preparedQuery("select * from block where name = $1")
                .execute(Tuple.of(asked.blockName()))
                .chain(rows -> {
                    Block block = known(asked, rows);
                    return past.number(block, point).chain(number -> {
                        Tuple page = Tuple.tuple()
                                .addLong(block.id())
                                .addLong(asked.units().first())
                                .addLong(asked.units().last())
                                .addString(scope)
                                .addLong(after)
                                .addInteger(most + 1)
                                .addLong(point == null ? Long.MAX_VALUE : number);
                        return Uni.combine()
                                .all()
                                .unis(
                                        point == null
                                                ? holdersNow(block, asked.units(), scope)
                                                : holdersThen(block, asked.units(), scope, number),
                                        pool.preparedQuery(PASSAGES).execute(page))
                                .with((holders, passages) ->
                                        answer(asked, block.description(), holders, passages, most));
                    });
                });
    }

    private Uni<List<Holder>> holdersNow(Block block, UnitRange units, String scope) {
        return pool.preparedQuery(HOLDERS)
                .execute(Tuple.of(block.id(), units.first(), units.last(), scope))
                .map(rows -> list(rows, block.description(), SerialsResource::holder));
    }

    private Uni<List<Holder>> holdersThen(Block block, UnitRange units, String scope, long number) {
        return past.holders(block.id(), units, number)
                .chain(held -> past.owners(held).map(owners -> held.stream()
                        .filter(h -> scope == null
                                || scope.equals(owners.get(h.account()).organisation()))
                        .map(h -> holder(
                                block.description(),
                                h.units(),
                                h.account(),
                                owners.get(h.account()).organisation(),
                                owners.get(h.account()).kind()))
                        .toList()));
    }

    private static OwnerHistory answer(
            SerialRange asked, BlockDescription block, List<Holder> holders, RowSet<Row> passages, int most) {
        List<Passage> read = list(passages, block, SerialsResource::passage);
        boolean more = read.size() > most;
        List<Passage> shown = more ? read.subList(0, most) : read;
        return new OwnerHistory(
                asked.format(),
                block.block(),
                block.project(),
                asked.units().quantity(),
                holders,
                shown,
                more ? Cursor.encode(shown.get(most - 1).number()) : null);
    }

    private static <T> List<T> list(RowSet<Row> rows, BlockDescription block, BiFunction<Row, BlockDescription, T> of) {
        List<T> list = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> list.add(of.apply(row, block)));
        return list;
    }

    private static Holder holder(Row row, BlockDescription block) {
        return holder(
                block,
                new UnitRange(row.getLong("first_unit"), row.getLong("last_unit")),
                row.getLong("account_id"),
                row.getString("organisation"),
                row.getString("kind"));
    }

    static Holder holder(BlockDescription block, UnitRange units, long account, String organisation, String kind) {
        return new Holder(
                Block.serial(block, units).format(),
                units.first(),
                units.last(),
                AccountNumber.format(account),
                organisation,
                kind);
    }

    private static Passage passage(Row row, BlockDescription block) {
        UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
        Long from = row.getLong("from_account");
        return new Passage(
                row.getLong("number"),
                Block.serial(block, units).format(),
                units.first(),
                units.last(),
                row.getString("kind"),
                from == null ? null : AccountNumber.format(from),
                row.getString("from_organisation"),
                AccountNumber.format(row.getLong("to_account")),
                row.getString("to_organisation"),
                row.getString("to_kind"),
                row.getUUID("transaction_id").toString(),
                row.getString("cause"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getLocalDate("effective_date"));
    }

    private static SerialRange parse(String serial) {
        try {
            return SerialRange.parse(serial);
        } catch (IllegalArgumentException e) {
            throw new Refused(AccountRefusal.NOT_A_SERIAL, e.getMessage(), "serial");
        }
    }

    private static Block known(SerialRange asked, RowSet<Row> rows) {
        Block block =
                rows.rowCount() == 0 ? null : BlockLocks.block(rows.iterator().next());
        if (block == null || asked.units().last() > block.description().quantity()) {
            throw new Refused(
                    AccountRefusal.NO_SUCH_UNIT, asked.format() + " names no unit of this registry", "serial");
        }
        if (!Book.fits(asked, block.description())) {
            throw new Refused(
                    AccountRefusal.INCONSISTENT_SERIAL,
                    asked.format() + " does not fit its block; its units are "
                            + block.serial(asked.units()).format(),
                    "serial");
        }
        return block;
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(Cursor.decode(cursor, 1)[0]);
        } catch (NumberFormatException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
