package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/** The table of accounts. */
@Singleton
public class Accounts {

    /** Shared: orders do not wait for each other, a suspension waits for orders and orders for it. */
    private static final String SHARE = "select * from account where id = any($1) order by id for share";

    private static final String OF_KIND = "select * from account where kind = $1";
    private static final String OPEN_SYSTEM =
            """
            with opened as (
              insert into account (kind, program, name, opened_by)
              select k.kind, p.program, p.program || ' ' || k.kind, 'registry'
              from unnest($1::text[]) as p(program) cross join unnest($2::text[]) with ordinality as k(kind, n)
              order by p.program, k.n
              on conflict (program, kind) where program is not null do nothing
              returning *
            ), decided as (
              insert into account_decision (account_id, number, status, reason, actor)
              select id, number, status, 'programme ' || program || ' has one of each kind', opened_by from opened
            )
            select * from opened order by id
            """;

    private final Outbox outbox;

    Accounts(Outbox outbox) {
        this.outbox = outbox;
    }

    /** These accounts as they stand, unchanged until the transaction ends; what does not exist is missing. */
    public Uni<Map<Long, Account>> share(SqlConnection c, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return c.preparedQuery(SHARE)
                .execute(Tuple.tuple().addArrayOfLong(ids.toArray(new Long[0])))
                .map(rows -> {
                    Map<Long, Account> accounts = new TreeMap<>();
                    rows.forEach(row -> accounts.put(row.getLong("id"), read(row)));
                    return accounts;
                });
    }

    /** The one account of a system kind of each programme. */
    public Uni<Map<String, Long>> ofKind(SqlClient c, AccountKind kind) {
        return c.preparedQuery(OF_KIND).execute(Tuple.of(kind.word())).map(rows -> {
            Map<String, Long> byProgram = new HashMap<>();
            rows.forEach(row -> byProgram.put(row.getString("program"), row.getLong("id")));
            return byProgram;
        });
    }

    /** Opens the system accounts of programmes where they are missing. */
    public Uni<Void> openSystemAccounts(SqlConnection c, Collection<String> programs) {
        String[] codes = programs.stream().distinct().sorted().toArray(String[]::new);
        String[] kinds =
                AccountKind.systemKinds().stream().map(AccountKind::word).toArray(String[]::new);
        return c.preparedQuery(OPEN_SYSTEM)
                .execute(Tuple.tuple().addArrayOfString(codes).addArrayOfString(kinds))
                .chain(rows -> {
                    List<Message> facts = new ArrayList<>();
                    for (Row row : rows) {
                        Account account = read(row);
                        facts.add(Message.fact(
                                MessageType.ACCOUNT_OPENED,
                                account.publicId(),
                                account.number(),
                                account.openedAt(),
                                account.fact(account.openedAt())));
                    }
                    return outbox.write(c, facts);
                });
    }

    public static Account read(Row row) {
        return new Account(
                row.getLong("id"),
                row.getString("organisation"),
                AccountKind.named(row.getString("kind")).orElseThrow(),
                row.getString("program"),
                row.getString("name"),
                AccountStatus.named(row.getString("status")),
                row.getLong("number"),
                row.getString("kyc_evidence_sha256"),
                row.getLocalDate("kyc_date"),
                row.getBoolean("kyc_not_stated"),
                clients(row),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getLong("limits"),
                row.getBoolean("trusts"));
    }

    private static Clients clients(Row row) {
        String kind = row.getString("client_kind");
        return new Clients(
                row.getLong("parent"),
                kind == null ? null : new Clients.Client(kind, row.getString("client_reference")),
                row.getBoolean("omnibus"));
    }
}
