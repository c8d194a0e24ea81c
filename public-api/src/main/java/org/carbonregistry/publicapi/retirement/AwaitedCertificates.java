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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Asks retirement-service again for completions that should be here: the ledger says the units are retired, and after the
 * patience no certificate has come. So a lost completion leaves nothing pending for ever.
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
            where r.id = a.retirement and a.since < now() - $1 * interval '1 second'
            """;

    private static final String OVERDUE =
            """
            update retirement_awaited set asked_at = now() where retirement in (
              select retirement from retirement_awaited
              where since < now() - $1 * interval '1 second'
                and (asked_at is null or asked_at < now() - $1 * interval '1 second')
              order by asked_at nulls first, since limit 500 for update skip locked)
            returning retirement
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final String service;
    private final int patienceSeconds;

    AwaitedCertificates(
            Pool pool,
            Outbox outbox,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "registry.missing-facts.patience-seconds", defaultValue = "10")
                    int patienceSeconds) {
        this.pool = pool;
        this.outbox = outbox;
        this.service = service;
        this.patienceSeconds = patienceSeconds;
    }

    @Scheduled(every = "${registry.missing-facts.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> ask() {
        return pool.withTransaction(c -> c.preparedQuery(ARRIVED)
                        .execute(Tuple.of(patienceSeconds))
                        .chain(() -> c.preparedQuery(OVERDUE).execute(Tuple.of(patienceSeconds)))
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
