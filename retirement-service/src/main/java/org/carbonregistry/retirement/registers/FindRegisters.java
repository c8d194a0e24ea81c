package org.carbonregistry.retirement.registers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the accounts and programmes a set of requests names. */
public final class FindRegisters {

    private static final String ACCOUNTS =
            "select account, organisation, status from account where account = any($1::text[])";
    private static final String PROGRAMS =
            "select program, import_state, may_be_not_stated from program where program = any($1::text[])";

    private FindRegisters() {}

    public static Uni<Registers> find(SqlConnection c, Collection<String> accounts, Collection<String> programs) {
        Uni<Map<String, Account>> foundAccounts = c.preparedQuery(ACCOUNTS)
                .execute(Tuple.of(accounts.toArray(new String[0])))
                .map(rows -> {
                    Map<String, Account> found = new HashMap<>();
                    for (Row row : rows) {
                        Account account = new Account(row.getString(0), row.getString(1), row.getString(2));
                        found.put(account.account(), account);
                    }
                    return found;
                });
        Uni<Map<String, Program>> foundPrograms = c.preparedQuery(PROGRAMS)
                .execute(Tuple.of(programs.toArray(new String[0])))
                .map(rows -> {
                    Map<String, Program> found = new HashMap<>();
                    for (Row row : rows) {
                        Program program = new Program(
                                row.getString(0), row.getString(1), Set.of((String[]) row.getArrayOfStrings(2)));
                        found.put(program.program(), program);
                    }
                    return found;
                });
        return Uni.combine().all().unis(foundAccounts, foundPrograms).with(Registers::new);
    }
}
