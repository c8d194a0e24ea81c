package org.carbonregistry.account.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes what was decided, in sets, within the transaction that holds the block locks. Holdings shrink before others grow.
 * A crash before the commit leaves nothing of it, a crash after it all of it.
 */
@Singleton
public class LedgerWriter {

    private static final String DELETE = "delete from holding where id = any($1)";
    private static final String UPDATE =
            """
            update holding h set account_id = t.account, first_unit = t.first, last_unit = t.last,
                                 reserved_for = t.reserved, held_for = t.held
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[])
              as t(id, account, first, last, reserved, held)
            where h.id = t.id
            """;
    private static final String INSERT =
            """
            insert into holding (block_id, account_id, first_unit, last_unit, reserved_for, held_for)
            select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[])
            """;
    private static final String MOVEMENTS =
            """
            insert into movement (block_id, number, first_unit, last_unit, from_account, to_account, kind, transaction_id,
                                  recorded_at, effective_date, cause, actor, blind, commitment)
            select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                                 $7::text[], $8::uuid[], $9::timestamptz[], $10::date[], $11::text[], $12::text[],
                                 $13::bytea[], $14::bytea[])
            """;
    private static final String NUMBERS =
            """
            update block b set next_number = t.next from unnest($1::bigint[], $2::bigint[]) as t(id, next) where b.id = t.id
            """;
    private static final String TRANSACTIONS =
            """
            insert into ledger_transaction (id, kind, fingerprint, actor, recorded_at, effective_date, outcome_type, outcome)
            select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::timestamptz[], $6::date[], $7::text[],
                                 $8::bytea[])
            """;

    /** Writes holdings, journal and next numbers. */
    public Uni<Void> write(SqlConnection c, HoldingChanges changes, Journal journal) {
        List<Uni<RowSet<Row>>> writes = new ArrayList<>();
        if (!changes.deleted().isEmpty()) {
            writes.add(c.preparedQuery(DELETE)
                    .execute(Tuple.tuple().addArrayOfLong(changes.deleted().toArray(new Long[0]))));
        }
        if (!changes.updated().isEmpty()) {
            Tuple rows = Tuple.tuple().addArrayOfLong(longs(changes.updated(), Holding::id));
            writes.add(c.preparedQuery(UPDATE).execute(values(rows, changes.updated())));
        }
        if (!changes.inserted().isEmpty()) {
            Tuple rows = Tuple.tuple().addArrayOfLong(longs(changes.inserted(), Holding::block));
            writes.add(c.preparedQuery(INSERT).execute(values(rows, changes.inserted())));
        }
        if (!journal.movements().isEmpty()) {
            writes.add(c.preparedQuery(MOVEMENTS).execute(movements(journal.movements())));
            Map<Long, Long> next = journal.nextNumbers();
            writes.add(c.preparedQuery(NUMBERS)
                    .execute(Tuple.tuple()
                            .addArrayOfLong(next.keySet().toArray(new Long[0]))
                            .addArrayOfLong(next.values().toArray(new Long[0]))));
        }
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(writes).andFailFast().replaceWithVoid();
    }

    /** Keeps what was asked and answered; an id that was used before fails the transaction. */
    public Uni<Void> record(SqlConnection c, List<RecordedTransaction> transactions) {
        if (transactions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(array(transactions, RecordedTransaction::id, new UUID[0]))
                .addArrayOfString(array(transactions, RecordedTransaction::kind, new String[0]));
        rows.getDelegate().addArrayOfBuffer(buffers(transactions, RecordedTransaction::fingerprint));
        rows.addArrayOfString(array(transactions, RecordedTransaction::actor, new String[0]))
                .addArrayOfOffsetDateTime(
                        array(transactions, t -> t.time().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]))
                .addArrayOfLocalDate(array(transactions, RecordedTransaction::effectiveDate, new LocalDate[0]))
                .addArrayOfString(array(transactions, RecordedTransaction::outcomeType, new String[0]));
        rows.getDelegate().addArrayOfBuffer(buffers(transactions, RecordedTransaction::outcome));
        return c.preparedQuery(TRANSACTIONS).execute(rows).replaceWithVoid();
    }

    private static Tuple values(Tuple rows, List<Holding> holdings) {
        return rows.addArrayOfLong(longs(holdings, h -> h.title().account()))
                .addArrayOfLong(longs(holdings, h -> h.units().first()))
                .addArrayOfLong(longs(holdings, h -> h.units().last()))
                .addArrayOfUUID(array(holdings, h -> h.title().reservedFor(), new UUID[0]))
                .addArrayOfUUID(array(holdings, h -> h.title().heldFor(), new UUID[0]));
    }

    private static Tuple movements(List<Movement> m) {
        Tuple rows = Tuple.tuple()
                .addArrayOfLong(longs(m, Movement::block))
                .addArrayOfLong(longs(m, Movement::number))
                .addArrayOfLong(longs(m, x -> x.units().first()))
                .addArrayOfLong(longs(m, x -> x.units().last()))
                .addArrayOfLong(longs(m, Movement::from))
                .addArrayOfLong(longs(m, Movement::to))
                .addArrayOfString(array(m, x -> x.entry().kind().word(), new String[0]))
                .addArrayOfUUID(array(m, x -> x.entry().transaction(), new UUID[0]))
                .addArrayOfOffsetDateTime(
                        array(m, x -> x.entry().time().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]))
                .addArrayOfLocalDate(array(m, x -> x.entry().effectiveDate(), new LocalDate[0]))
                .addArrayOfString(array(m, x -> x.entry().cause(), new String[0]))
                .addArrayOfString(array(m, x -> x.entry().actor(), new String[0]));
        rows.getDelegate().addArrayOfBuffer(buffers(m, x -> x.commitment().blind()));
        rows.getDelegate().addArrayOfBuffer(buffers(m, x -> x.commitment().value()));
        return rows;
    }

    private static <R> Long[] longs(List<R> rows, Function<R, Long> value) {
        return array(rows, value, new Long[0]);
    }

    private static <R> Buffer[] buffers(List<R> rows, Function<R, byte[]> value) {
        return array(
                rows,
                row -> {
                    byte[] bytes = value.apply(row);
                    return bytes == null ? null : Buffer.buffer(bytes);
                },
                new Buffer[0]);
    }

    private static <R, T> T[] array(List<R> rows, Function<R, T> value, T[] type) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values.toArray(type);
    }
}
