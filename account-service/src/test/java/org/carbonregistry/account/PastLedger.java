package org.carbonregistry.account;

import static org.carbonregistry.account.Registry.CLOSED_PROGRAM;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.connection;
import static org.carbonregistry.account.Registry.knowPrograms;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.ledger.Commitment;
import org.carbonregistry.events.message.BlockDescription;

/**
 * A block whose random history lies in past days, as the journal would have it, and the owner of every single unit after each of
 * its movements. The clock of a test does not run for weeks, so the rows are written by the owner of the tables.
 */
public final class PastLedger {

    /** One movement; {@code from} 0 at the opening. */
    public record Step(
            long number, Instant time, long first, long last, long from, long to, String kind, UUID transaction) {

        public long quantity() {
            return last - first + 1;
        }
    }

    /** The day on which it begins. */
    public static final LocalDate FIRST_DAY = LocalDate.now(ZoneOffset.UTC).minusDays(20);
    /** The day on which it ends at the latest. */
    public static final LocalDate LAST_DAY = FIRST_DAY.plusDays(14);

    public final long seed;
    public final BlockDescription block;
    public final List<Holder> holders = new ArrayList<>();
    public final List<Long> accounts = new ArrayList<>();
    public final List<Step> steps = new ArrayList<>();
    private final List<long[]> owners = new ArrayList<>();
    private final int units;
    private final Random random;
    private Instant now;

    /** @param seed printed by whoever fails */
    public PastLedger(long seed, int units, int movements) {
        this.seed = seed;
        this.units = units;
        this.random = new Random(seed);
        knowPrograms();
        for (int i = 0; i < 3; i++) {
            holders.add(newHolder());
            accounts.add(Long.valueOf(holders.get(i).account().substring(1)));
        }
        accounts.add(number("select id from account where kind = 'retired' and program = '" + CLOSED_PROGRAM + "'"));
        block = blockOrder(CLOSED_PROGRAM, holders.get(0).account(), units, 0).description();
        now = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().plus(5, ChronoUnit.HOURS);
        owners.add(new long[units + 1]);
        add(1, units, 0, accounts.get(0), "opened", UUID.randomUUID());
        while (steps.size() < movements && move()) {
            // the next one
        }
        try {
            write();
        } catch (SQLException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    /** The owner of every unit, from 1, after a movement; 0 is nobody. */
    public long[] after(int movements) {
        return owners.get(movements);
    }

    /** How many movements were recorded before a moment. */
    public int before(Instant time) {
        return (int) steps.stream().filter(s -> s.time().isBefore(time)).count();
    }

    /** How many units an account held after some movements. */
    public long held(long account, int movements) {
        long held = 0;
        for (long owner : after(movements)) {
            held += owner == account ? 1 : 0;
        }
        return held;
    }

    private boolean move() {
        long[] current = owners.get(owners.size() - 1);
        List<Integer> movable = new ArrayList<>();
        for (int unit = 1; unit <= units; unit++) {
            if (current[unit] != accounts.get(3)) {
                movable.add(unit);
            }
        }
        if (movable.isEmpty()) {
            return false;
        }
        int first = movable.get(random.nextInt(movable.size()));
        int last = first;
        int longest = 1 + random.nextInt(1 + units / 10);
        while (last < units && current[last + 1] == current[first] && last - first + 1 < longest) {
            last++;
        }
        boolean retires = random.nextInt(5) == 0;
        long from = current[first];
        long to = accounts.get(3);
        while (!retires && (to == accounts.get(3) || to == from)) {
            to = accounts.get(random.nextInt(3));
        }
        boolean sameTransaction = random.nextInt(6) == 0 && steps.size() > 1 && !retires;
        Step before = steps.get(steps.size() - 1);
        UUID transaction =
                sameTransaction && before.kind().equals("transferred") ? before.transaction() : UUID.randomUUID();
        if (!transaction.equals(before.transaction())) {
            now = now.plus(1 + random.nextInt(8 * 3600), ChronoUnit.SECONDS).plusNanos(1000L * random.nextInt(1000));
            if (random.nextInt(12) == 0) {
                // Exactly when a day begins: it belongs to that day.
                now = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            }
        }
        if (now.isAfter(LAST_DAY.atTime(23, 0).toInstant(ZoneOffset.UTC))) {
            return false;
        }
        add(first, last, from, to, retires ? "retired" : "transferred", transaction);
        return true;
    }

    private void add(int first, int last, long from, long to, String kind, UUID transaction) {
        steps.add(new Step(steps.size() + 1, now, first, last, from, to, kind, transaction));
        long[] next = owners.get(owners.size() - 1).clone();
        for (int unit = first; unit <= last; unit++) {
            next[unit] = to;
        }
        owners.add(next);
    }

    private void write() throws SQLException {
        try (Connection c = connection("account_owner")) {
            c.setAutoCommit(false);
            long id = block(c);
            for (Step step : steps) {
                movement(c, id, step);
            }
            long[] last = owners.get(owners.size() - 1);
            for (int first = 1; first <= units; ) {
                int end = first;
                while (end < units && last[end + 1] == last[first]) {
                    end++;
                }
                execute(
                        c,
                        "insert into holding (block_id, account_id, first_unit, last_unit) values (?, ?, ?, ?)",
                        id,
                        last[first],
                        (long) first,
                        (long) end);
                first = end + 1;
            }
            for (long account : accounts) {
                execute(
                        c,
                        "update account set opened_at = least(opened_at, ?) where id = ?",
                        Timestamp.from(FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant()),
                        account);
            }
            c.commit();
        }
    }

    private long block(Connection c) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                """
                insert into block (name, program, project, project_code, country, block_number, vintage_start, vintage_end,
                  unit_kilograms, quantity, issuance, next_number)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """)) {
            Object[] values = {
                block.block(),
                block.program(),
                block.project(),
                block.projectCode(),
                block.country(),
                block.blockNumber(),
                block.vintageStart(),
                block.vintageEnd(),
                block.unitKilograms(),
                block.quantity(),
                UUID.randomUUID(),
                steps.size() + 1L
            };
            for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
            }
            try (ResultSet row = s.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void movement(Connection c, long id, Step step) throws SQLException {
        byte[] blind = new byte[32];
        random.nextBytes(blind);
        String kind =
                step.kind().equals("opened") ? "opening" : step.kind().equals("retired") ? "retirement" : "transfer";
        execute(
                c,
                """
                insert into ledger_transaction (id, kind, fingerprint, actor, recorded_at) values (?, ?, ?, 'anna', ?)
                on conflict do nothing
                """,
                step.transaction(),
                kind,
                new byte[32],
                Timestamp.from(step.time()));
        execute(
                c,
                """
                insert into movement (block_id, number, first_unit, last_unit, from_account, to_account, kind, transaction_id,
                  recorded_at, cause, actor, blind, commitment)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'anna', ?, ?)
                """,
                id,
                step.number(),
                step.first(),
                step.last(),
                step.from() == 0 ? null : step.from(),
                step.to(),
                step.kind(),
                step.transaction(),
                Timestamp.from(step.time()),
                "=cause of " + kind,
                blind,
                Commitment.of(blind, step.to()).value());
    }

    private static void execute(Connection c, String sql, Object... values) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    s.setNull(i + 1, java.sql.Types.BIGINT);
                } else {
                    s.setObject(i + 1, values[i]);
                }
            }
            s.executeUpdate();
        }
    }
}
