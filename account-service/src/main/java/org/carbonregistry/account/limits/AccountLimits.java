package org.carbonregistry.account.limits;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.limits.SendingRules.Used;

/** The limits of accounts, and what was used of them. */
@Singleton
public class AccountLimits {

    private static final String LAST =
            """
            select distinct on (account_id, kind, set_by) * from account_limit where account_id = any($1)
            order by account_id, kind, set_by, number desc
            """;
    /** Within the stage of the locks that accounts are: after the accounts' rows, in order of id. */
    private static final String LOCK =
            """
            select count(*) from (
              select pg_advisory_xact_lock(hashtextextended('sends A' || id, 0))
              from (select id from unnest($1::bigint[]) as a(id) order by id) o) l
            """;
    /**
     * A day's use is what its transfers say: it counts from the proposal, and no more once it was rejected, cancelled or lapsed.
     * All since the day began by the clock: which of them is of the day that is asked about is decided later.
     */
    private static final String USED =
            """
            select t.from_account, b.program, (t.proposed_at at time zone 'UTC')::date as day, sum(t.quantity)::bigint as units
            from transfer t join block b on b.id = t.block_ids[1]
            where t.from_account = any($1) and t.proposed_at >= date_trunc('day', statement_timestamp(), 'UTC')
              and t.status in ('awaiting-approval', 'proposed', 'settled')
            group by 1, 2, 3
            """;

    private static final String INSERT =
            """
            insert into account_limit (account_id, number, kind, set_by, units_before, units, reason, decided_by, decided_at,
                                       in_force_from)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;
    private static final String COUNT = "update account set limits = $2 where id = $1";

    private final List<StandingLimit> standing;

    AccountLimits(AccountConfig config) {
        List<StandingLimit> limits = new ArrayList<>();
        add(limits, null, config.limits());
        config.programLimits().forEach((program, of) -> add(limits, program, of));
        this.standing = List.copyOf(limits);
    }

    private static void add(List<StandingLimit> limits, String program, AccountConfig.Limits of) {
        of.transfer().ifPresent(units -> limits.add(new StandingLimit(LimitKind.TRANSFER, program, units)));
        of.day().ifPresent(units -> limits.add(new StandingLimit(LimitKind.DAY, program, units)));
    }

    /** What the registry and its programmes limit all accounts to. */
    public List<StandingLimit> standing() {
        return standing;
    }

    /**
     * The limits of senders whose rows are locked. Who has none is not asked about; the others send one after the other from
     * here to the end of the transaction, so that what they used today stays as it is read.
     */
    public Uni<SendingRules> ofSenders(SqlConnection c, Collection<Account> senders) {
        boolean allCount = standing.stream().anyMatch(limit -> limit.kind() == LimitKind.DAY);
        Set<Long> limited = new TreeSet<>();
        senders.stream().filter(a -> allCount || a.limits() > 0).forEach(a -> limited.add(a.id()));
        if (limited.isEmpty()) {
            return Uni.createFrom().item(SendingRules.only(standing));
        }
        Tuple which = Tuple.tuple().addArrayOfLong(limited.toArray(new Long[0]));
        return Uni.join()
                .all(List.of(
                        c.preparedQuery(LOCK).execute(which),
                        c.preparedQuery(LAST).execute(which),
                        c.preparedQuery(USED).execute(which)))
                .andFailFast()
                .map(answers -> new SendingRules(standing, byAccount(read(answers.get(1))), used(answers.get(2))));
    }

    /** The limits of accounts whose rows are locked, without what was used of them. Who has none is not asked about. */
    public Uni<SendingRules> ofOwners(SqlConnection c, Collection<Account> owners) {
        Long[] limited =
                owners.stream().filter(a -> a.limits() > 0).map(Account::id).toArray(Long[]::new);
        return limited.length == 0
                ? Uni.createFrom().item(SendingRules.only(standing))
                : c.preparedQuery(LAST)
                        .execute(Tuple.tuple().addArrayOfLong(limited))
                        .map(rows -> new SendingRules(standing, byAccount(read(rows)), Map.of()));
    }

    /** The last decisions about an account, and what it used today. */
    Uni<SendingRules> of(SqlClient c, long account) {
        Tuple which = Tuple.tuple().addArrayOfLong(new Long[] {account});
        return Uni.combine()
                .all()
                .unis(
                        c.preparedQuery(LAST).execute(which),
                        c.preparedQuery(USED).execute(which))
                .with((last, used) -> new SendingRules(standing, byAccount(read(last)), used(used)));
    }

    Uni<Void> insert(SqlConnection c, AccountLimit limit) {
        Tuple row = Tuple.tuple()
                .addLong(limit.account())
                .addLong(limit.number())
                .addString(limit.kind().word())
                .addString(limit.setter().word())
                .addLong(limit.before())
                .addLong(limit.units())
                .addString(limit.reason())
                .addString(limit.decidedBy())
                .addOffsetDateTime(DatabaseTime.utc(limit.decidedAt()))
                .addOffsetDateTime(DatabaseTime.utc(limit.from()));
        return c.preparedQuery(INSERT)
                .execute(row)
                .chain(() -> c.preparedQuery(COUNT).execute(Tuple.of(limit.account(), limit.number())))
                .replaceWithVoid();
    }

    private static Map<Long, List<AccountLimit>> byAccount(List<AccountLimit> limits) {
        Map<Long, List<AccountLimit>> byAccount = new HashMap<>();
        limits.forEach(limit -> byAccount
                .computeIfAbsent(limit.account(), a -> new ArrayList<>())
                .add(limit));
        return byAccount;
    }

    private static List<AccountLimit> read(RowSet<Row> rows) {
        List<AccountLimit> limits = new ArrayList<>(rows.size());
        rows.forEach(row -> limits.add(new AccountLimit(
                row.getLong("account_id"),
                row.getLong("number"),
                LimitKind.named(row.getString("kind"), null),
                LimitSetter.named(row.getString("set_by")),
                row.getLong("units_before"),
                row.getLong("units"),
                row.getString("reason"),
                row.getString("decided_by"),
                DatabaseTime.of(row, "decided_at"),
                DatabaseTime.of(row, "in_force_from"))));
        return limits;
    }

    private static Map<Used, Long> used(RowSet<Row> rows) {
        Map<Used, Long> used = new HashMap<>();
        rows.forEach(row -> used.put(
                new Used(row.getLong("from_account"), row.getString("program"), row.getLocalDate("day")),
                row.getLong("units")));
        return used;
    }
}
