package org.carbonregistry.events.outbox;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.CountDownLatch;

/** The relay alone in a process of its own, as in one replica of a service. Arguments: database URI, broker. */
final class RelayProcess {

    private RelayProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Pool pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(arguments[0]))
                .with(new PoolOptions().setMaxSize(4))
                .using(Vertx.vertx())
                .build();
        RelayProducer producer = new RelayProducer(arguments[1], "relay-process");
        new Relay(
                        pool,
                        new RelayBell(pool),
                        producer,
                        new DeadLetterPublisher(pool, producer),
                        "relay-process",
                        "http://127.0.0.1/schemas/",
                        true,
                        50)
                .start(null);
        new CountDownLatch(1).await();
    }
}
