package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.wire.Json;
import org.carbonregistry.issuance.Rows;

/** Blocks that were decided, and the orders that the ledger has not answered. */
final class Blocks {

    private Blocks() {}

    /** A block as it is known here, and the issuance it belongs to. */
    record Known(String block, long quantity, UUID issuance) {}

    /**
     * The first of {@code count} block numbers of the programme. The counter stays locked until the transaction ends, and a
     * rollback gives the numbers back: so they are gap-free and in the order of the commits.
     */
    static Uni<Long> draw(SqlConnection c, String program, int count) {
        return c.preparedQuery(
                        """
                        update program_counter set last_block = last_block + $2 where program = $1
                        returning last_block - $2 + 1 as first
                        """)
                .execute(Tuple.of(program, (long) count))
                .map(rows -> rows.iterator().next().getLong("first"));
    }

    /** @param resendAfter when the orders are sent again if they are not answered */
    static Uni<Void> add(SqlConnection c, List<Block> blocks, Duration resendAfter) {
        Tuple rows = Tuple.tuple()
                .addArrayOfString(blocks.stream().map(Block::id).toArray(String[]::new))
                .addString(blocks.get(0).serials().program())
                .addArrayOfLong(blocks.stream().map(b -> b.serials().block()).toArray(Long[]::new))
                .addUUID(blocks.get(0).fact().issuance())
                .addArrayOfInteger(blocks.stream().map(Block::position).toArray(Integer[]::new))
                .addArrayOfString(blocks.stream().map(b -> b.serials().format()).toArray(String[]::new))
                .addArrayOfLong(blocks.stream().map(Block::quantity).toArray(Long[]::new))
                .addArrayOfLong(blocks.stream().map(Block::bufferQuantity).toArray(Long[]::new))
                .addLong(resendAfter.toMillis());
        rows.getDelegate()
                .addArrayOfBuffer(blocks.stream()
                        .map(b -> Buffer.buffer(Json.write(b.order())))
                        .toArray(Buffer[]::new));
        return c.preparedQuery(
                        """
                        with b as (
                          insert into block (id, program, number, issuance, position, serials, quantity, buffer_quantity)
                          select t.id, $2, t.number, $4, t.position, t.serials, t.quantity, t.buffer
                          from unnest($1::text[], $3::bigint[], $5::int[], $6::text[], $7::bigint[], $8::bigint[])
                            as t(id, number, position, serials, quantity, buffer)
                        )
                        insert into block_order (block, sent_at, sent, due_at, body)
                        select t.id, now(), 1, now() + $9::float8 * interval '1 millisecond', t.body from unnest($1::text[], $10::bytea[]) as t(id, body)
                        """)
                .execute(rows)
                .replaceWithVoid();
    }

    /**
     * Takes orders that were not answered for a while, to be sent again. The next time is after twice as long, so that a block
     * that cannot be opened does not flood the ledger. What another replica holds is left to it.
     */
    static Uni<List<BlockOrdered>> takeUnanswered(SqlConnection c, Duration first, Duration longest, int most) {
        return c.preparedQuery(
                        """
                        update block_order set sent_at = now(), sent = sent + 1,
                          due_at = now() + least($1::float8 * 2::float8 ^ least(sent, 30), $2::float8) * interval '1 millisecond'
                        where block in (
                          select block from block_order where due_at <= now()
                          order by due_at limit $3 for update skip locked)
                        returning body
                        """)
                .execute(Tuple.of((double) first.toMillis(), (double) longest.toMillis(), most))
                .map(rows ->
                        Rows.all(rows, row -> Json.read(row.getBuffer("body").getBytes(), BlockOrdered.class)));
    }

    static Uni<List<Known>> known(SqlConnection c, String[] blocks) {
        return c.preparedQuery("select id, quantity, issuance from block where id = any($1)")
                .execute(Tuple.of(blocks))
                .map(rows -> Rows.all(
                        rows, row -> new Known(row.getString("id"), row.getLong("quantity"), row.getUUID("issuance"))));
    }

    /**
     * Marks blocks as opened, and the issuances whose last one it was as issued. The issuances are locked first: of two
     * consumers that see two blocks of one issuance at the same moment, the later one sees both.
     */
    static Uni<Void> open(SqlConnection c, String[] blocks, UUID[] issuances) {
        return c.preparedQuery("select 1 from issuance where id = any($1) order by id for no key update")
                .execute(Tuple.of(issuances))
                .chain(() -> c.preparedQuery(
                                "update block set opened_at = now() where id = any($1) and opened_at is null")
                        .execute(Tuple.of(blocks)))
                .chain(() -> c.preparedQuery("delete from block_order where block = any($1)")
                        .execute(Tuple.of(blocks)))
                .chain(() -> c.preparedQuery(
                                """
                                update issuance i set status = 'issued', issued_at = now()
                                where id = any($1) and status = 'approved'
                                  and not exists (select 1 from block b where b.issuance = i.id and b.opened_at is null)
                                """)
                        .execute(Tuple.of(issuances)))
                .replaceWithVoid();
    }
}
