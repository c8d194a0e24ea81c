package org.carbonregistry.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/**
 * Runs a command in one transaction: state and outbox rows commit together or not at all. A crash before the commit leaves
 * nothing; a crash after it leaves the messages in the outbox, and any replica's relay publishes them.
 */
@Singleton
public class Transactions {

    private static final int TRIES = 5;

    private final Pool pool;
    private final Outbox outbox;

    Transactions(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** Commits what the work writes. A deadlock is tried again unseen; a broken constraint becomes its refusal. */
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(Transactions::passes)
                .retry()
                .atMost(TRIES)
                .onFailure(PgException.class)
                .transform(BrokenConstraint::named)
                .invoke(outbox::wake);
    }

    /** Reads without a transaction. */
    public Pool reading() {
        return pool;
    }

    /** Writes messages within the transaction of the connection. */
    public Uni<Void> publish(SqlConnection c, Message... messages) {
        return outbox.write(c, List.of(messages));
    }

    /** Writes messages within the transaction of the connection. */
    public Uni<Void> publish(SqlConnection c, List<Message> messages) {
        return outbox.write(c, messages);
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof PgException pg
                && ("40001".equals(pg.getSqlState()) || "40P01".equals(pg.getSqlState()));
    }
}
