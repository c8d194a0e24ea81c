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
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.serial.UnitRange;
import org.jboss.resteasy.reactive.RestPath;

/**
 * A transaction of the ledger by its id. Registrar and auditor see each, but no blinds; a representative sees the movements
 * of the own organisation, and the blinds of what it received.
 */
@Path("/v1/transactions/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class TransactionsResource {

    private static final String TRANSACTION = "select * from ledger_transaction where id = $1";
    private static final String MOVEMENTS =
            """
            select b.*, m.number, m.first_unit, m.last_unit, m.from_account, m.to_account, m.kind, m.cause, m.blind,
              m.commitment, t.organisation as to_organisation
            from movement m join block b on b.id = m.block_id
              join account t on t.id = m.to_account left join account f on f.id = m.from_account
            where m.transaction_id = $1 and ($2::text is null or t.organisation = $2 or f.organisation = $2)
            order by m.block_id, m.number
            """;

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;

    TransactionsResource(Pool pool, Caller caller, AccountAccess access) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
    }

    /** The transaction, or 404 when the reader takes no part in it. */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<LedgerTransaction> one(@RestPath String id) {
        UUID asked = id(id);
        String scope = access.scope();
        String reader = caller.organisation();
        return Uni.combine()
                .all()
                .unis(
                        pool.preparedQuery(TRANSACTION).execute(Tuple.of(asked)),
                        pool.preparedQuery(MOVEMENTS).execute(Tuple.of(asked, scope)))
                .asTuple()
                .map(found -> answer(id, found.getItem1(), found.getItem2(), scope, reader));
    }

    private static LedgerTransaction answer(
            String id, RowSet<Row> transactions, RowSet<Row> rows, String scope, String reader) {
        if (transactions.rowCount() == 0 || scope != null && rows.rowCount() == 0) {
            throw unknown(id);
        }
        Row transaction = transactions.iterator().next();
        List<LedgerTransaction.Moved> movements = new ArrayList<>(rows.rowCount());
        rows.forEach(row -> movements.add(moved(row, reader)));
        boolean refused = MessageType.RETIREMENT_REFUSED.typeName().equals(transaction.getString("outcome_type"));
        return new LedgerTransaction(
                transaction.getUUID("id").toString(),
                transaction.getString("kind"),
                refused ? "refused" : "executed",
                scope == null ? transaction.getString("actor") : null,
                transaction.getOffsetDateTime("recorded_at").toInstant(),
                transaction.getLocalDate("effective_date"),
                movements);
    }

    private static LedgerTransaction.Moved moved(Row row, String reader) {
        UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
        Long from = row.getLong("from_account");
        boolean received = reader != null && reader.equals(row.getString("to_organisation"));
        return new LedgerTransaction.Moved(
                row.getString("name"),
                row.getLong("number"),
                Block.serial(BlockLocks.description(row), units).format(),
                units.quantity(),
                row.getString("kind"),
                from == null ? null : AccountNumber.format(from),
                AccountNumber.format(row.getLong("to_account")),
                row.getString("cause"),
                base64(row, "commitment"),
                received ? base64(row, "blind") : null);
    }

    private static String base64(Row row, String column) {
        return Base64.getEncoder().encodeToString(row.getBuffer(column).getBytes());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
    }

    private static Refused unknown(String id) {
        return new Refused(AccountRefusal.NOT_FOUND, "you can see no transaction " + id, null);
    }
}
