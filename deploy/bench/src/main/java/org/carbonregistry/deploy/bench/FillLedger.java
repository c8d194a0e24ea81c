package org.carbonregistry.deploy.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Lays a history into the ledger, straight into its tables, as if the accounts had retired and transferred for years: the
 * auditor finds nothing wrong with it. In each block, of ten movements two leave a holding behind; what is left to the
 * holder between the retired units are holdings of one unit, and then the rest.
 *
 * <p>public-api and the topics do not know these movements: it is told that it has seen them.
 */
final class FillLedger {

    private static final int MOVEMENTS_FOR_A_HOLDING = 5;

    private final Databases databases;
    private final Register register;

    FillLedger(Databases databases, Register register) {
        this.databases = databases;
        this.register = register;
    }

    /** A number as people write it: 10m, 500k, 1000. */
    static long count(String text) {
        String number = text.toLowerCase(Locale.ROOT).replace("_", "").replace(",", "");
        long factor = number.endsWith("m") ? 1_000_000 : number.endsWith("k") ? 1000 : 1;
        return Long.parseLong(factor == 1 ? number : number.substring(0, number.length() - 1)) * factor;
    }

    void run(long movements) throws SQLException {
        long perBlock = movements / register.places().size();
        long fragments = perBlock / MOVEMENTS_FOR_A_HOLDING / 2;
        if (fragments < 1) {
            return;
        }
        List<Register.Place> places = register.places();
        try (Connection account = databases.open("account");
                Connection shown = databases.open("publicapi")) {
            account.createStatement().execute("create extension if not exists pgcrypto");
            account.setAutoCommit(false);
            shown.setAutoCommit(false);
            for (Register.Place place : places) {
                long last = fill(account, place, perBlock, fragments);
                account.commit();
                // A crash here leaves a block that public-api waits for: the data are thrown away anyway.
                show(shown, place, last, fragments);
                shown.commit();
            }
        }
        for (String table : List.of("holding", "movement", "ledger_transaction", "block")) {
            databases.execute("account", "vacuum analyze " + table);
        }
        databases.execute("account", "checkpoint");
    }

    private long fill(Connection c, Register.Place place, long perBlock, long fragments) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FILL)) {
            statement.setString(1, place.block());
            statement.setLong(2, Long.parseLong(place.account().substring(1)));
            statement.setLong(3, Long.parseLong(place.receiver().substring(1)));
            statement.setLong(4, fragments);
            statement.setLong(5, perBlock - fragments);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) - 1;
            }
        }
    }

    private void show(Connection c, Register.Place place, long last, long fragments) throws SQLException {
        try (PreparedStatement seen = c.prepareStatement(
                        "update fact_position set number = ? where topic = 'registry.ledger' and stream = ?");
                PreparedStatement retired = c.prepareStatement("update block set retired = retired + ? where id = ?")) {
            seen.setLong(1, last);
            seen.setString(2, place.block());
            seen.execute();
            retired.setLong(1, fragments);
            retired.setString(2, place.block());
            retired.execute();
        }
    }

    /**
     * The even units 2, 4, … are retired, one by one; then unit 1 goes to the receiver and back, again and again. One
     * statement for one block; $1 its name, $2 holder, $3 receiver, $4 how many are retired, $5 how often unit 1 moves.
     */
    private static final String FILL =
            """
            with b as (
              select b.id, b.next_number, b.quantity,
                (select a.id from account a where a.program = b.program and a.kind = 'retired') as retired,
                p.holder, p.receiver, p.retirements, p.moves
              from block b, (select ?::text as name, ?::bigint as holder, ?::bigint as receiver, ?::bigint as retirements,
                ?::bigint as moves) p
              where b.name = p.name
            ), blinds as (
              select a.id, x.blind, hmac(convert_to('registry-holder-v1' || chr(10) || 'A' || a.id, 'UTF8'), x.blind,
                'sha256') as commitment
              from b, unnest(array[b.holder, b.receiver, b.retired]) as a(id), (select gen_random_bytes(32) as blind) x
            ), m as (
              select b.id as block_id, b.next_number + n - 1 as number,
                case when n <= b.retirements then 2 * n else 1 end as unit,
                case when n <= b.retirements or (n - b.retirements) % 2 = 1 then b.holder else b.receiver end as sender,
                case when n <= b.retirements then b.retired
                  when (n - b.retirements) % 2 = 1 then b.receiver else b.holder end as taker,
                case when n <= b.retirements then 'retired' else 'transferred' end as kind,
                uuidv7() as transaction_id
              from b, generate_series(1, b.retirements + b.moves) as n
            ), transactions as (
              insert into ledger_transaction (id, kind, fingerprint, actor, recorded_at)
              select transaction_id, case when kind = 'retired' then 'retirement' else 'transfer' end,
                sha256(transaction_id::text::bytea), 'bench', now() from m
            ), movements as (
              insert into movement (block_id, number, first_unit, last_unit, from_account, to_account, kind, transaction_id,
                recorded_at, cause, actor, blind, commitment)
              select m.block_id, m.number, m.unit, m.unit, m.sender, m.taker, m.kind, m.transaction_id, now(),
                'filled', 'bench', x.blind, x.commitment
              from m join blinds x on x.id = m.taker order by m.number
            ), rest as (
              update holding h set first_unit = 2 * b.retirements + 1
              from b where h.block_id = b.id and h.account_id = b.holder
            ), units as (
              insert into holding (block_id, account_id, first_unit, last_unit)
              select b.id,
                case when u % 2 = 0 then b.retired when u = 1 and b.moves % 2 = 1 then b.receiver else b.holder end, u, u
              from b, generate_series(1, 2 * b.retirements) as u
            )
            update block set next_number = b.next_number + b.retirements + b.moves from b where block.id = b.id
            returning block.next_number
            """;
}
