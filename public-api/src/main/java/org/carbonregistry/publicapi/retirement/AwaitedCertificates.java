package org.carbonregistry.publicapi.retirement;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.PublicApiSettings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Asks retirement-service again for completions that should be here: the ledger says the units are retired, and after the
 * patience no certificate has come. So a lost completion leaves nothing pending for ever. The wait doubles with every asking,
 * up to an hour, and who waits longest is asked for first: a service that is away, or that will never have the answer, is not
 * flooded, and one that is never answered keeps no other from its turn.
 */
@Singleton
class AwaitedCertificates {

    private static final Logger LOG = Logger.getLogger(AwaitedCertificates.class);
    /**
     * A completion and its ledger fact may be applied at the same moment, neither seeing the other: tidied up here. Only what
     * waits for long: the rest is about to be tidied by its completion.
     */
    private static final String ARRIVED =
            """
            delete from retirement_awaited a using retirement r
            where r.id = a.retirement and a.since < now() - $1 * interval '1 millisecond'
            """;

    private static final String OVERDUE =
            """
            update retirement_awaited set asks = asks + 1,
              ask_next_at = now() + least($1 * power(2, least(asks, 20)), $2) * interval '1 millisecond'
            where retirement in (
              select retirement from retirement_awaited
              where coalesce(ask_next_at, since + $1 * interval '1 millisecond') <= now()
              order by since limit 500 for update skip locked)
            returning retirement
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final String service;
    private final double askAfter;
    private final double askAtLeastEvery;

    AwaitedCertificates(
            Pool pool,
            Outbox outbox,
            PublicApiSettings settings,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.outbox = outbox;
        this.service = service;
        this.askAfter = settings.askAfter().toMillis();
        this.askAtLeastEvery = settings.askAtLeastEvery().toMillis();
    }

    @Scheduled(every = "${registry.public.ask-look-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> ask() {
        return pool.withTransaction(c -> c.preparedQuery(ARRIVED)
                        .execute(Tuple.of(askAfter))
                        .chain(() -> c.preparedQuery(OVERDUE).execute(Tuple.of(askAfter, askAtLeastEvery)))
                        .chain(rows -> {
                            List<Message> requests = new ArrayList<>();
                            Instant now = Instant.now();
                            for (Row row : rows) {
                                String stream = row.getUUID(0).toString();
                                FactsRequested request =
                                        new FactsRequested(Topic.RETIREMENTS.topicName(), stream, 1, service, now);
                                requests.add(Message.command(MessageType.FACTS_REQUESTED, stream, now, request));
                            }
                            return outbox.write(c, requests).replaceWith(requests.size());
                        }))
                .invoke(asked -> {
                    if (asked > 0) {
                        LOG.warnf("asks again for the completions of %d retirements", asked);
                        outbox.wake();
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("asks for completions later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
