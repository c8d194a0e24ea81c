package org.carbonregistry.account.operations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonregistry.account.ledger.AccountNumber;

/** Operations of all kinds by the names their callers gave them. */
@Singleton
public class Operations {

    /**
     * What was found.
     *
     * @param kind for example {@code transfer}
     * @param organisation who asked for it, or null: registrars did, on the order of an authority
     * @param account from which it moves, or null when it is about no account
     * @param time when it was last decided about
     * @param href where it is read in full
     */
    public record Operation(
            String kind,
            String id,
            String externalId,
            String organisation,
            String status,
            String account,
            Instant time,
            String href) {}

    private static final String FIND = Arrays.stream(OperationKind.values())
            .map(kind -> "select '" + kind.name() + "' as operation, o.* from (" + kind.select() + ") o")
            .collect(Collectors.joining("\nunion all\n"));

    private final Pool pool;

    Operations(Pool pool) {
        this.pool = pool;
    }

    /**
     * What was asked for under a name.
     *
     * @param organisation by whom, or null: by registrars on the order of an authority
     */
    public Uni<List<Operation>> find(String organisation, String externalId) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(organisation, externalId))
                .map(rows -> {
                    List<Operation> found = new ArrayList<>();
                    rows.forEach(row -> found.add(operation(row)));
                    return found;
                });
    }

    private static Operation operation(Row row) {
        OperationKind kind = OperationKind.valueOf(row.getString("operation"));
        String id = row.getUUID("id").toString();
        Long account = row.getLong("account");
        return new Operation(
                kind.word(),
                id,
                row.getString("external_id"),
                row.getString("organisation"),
                row.getString("status"),
                account == null ? null : AccountNumber.format(account),
                row.getOffsetDateTime("at").toInstant(),
                kind.path() + id);
    }
}
