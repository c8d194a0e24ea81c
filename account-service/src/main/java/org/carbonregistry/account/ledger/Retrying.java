package org.carbonregistry.account.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import org.carbonregistry.events.outbox.Outbox;

/** A transaction that is tried again, unseen, when another one was in its way; after the commit it wakes the relay. */
@Singleton
public class Retrying {

    private final Pool pool;
    private final Outbox outbox;

    Retrying(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(Retrying::anotherWasFaster)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .atMost(50)
                .invoke(outbox::wake);
    }

    /** Serialization failure, deadlock, or a key that another transaction took in the meantime. */
    private static boolean anotherWasFaster(Throwable failure) {
        return failure instanceof PgException pg
                && pg.getSqlState() != null
                && (pg.getSqlState().startsWith("40") || pg.getSqlState().equals("23505"));
    }
}
