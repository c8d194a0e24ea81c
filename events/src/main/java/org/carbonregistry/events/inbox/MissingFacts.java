package org.carbonregistry.events.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.message.FactHeads;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Asks for facts that exist but did not arrive: those before a parked one, and those the publisher's heads announce. So a
 * message that was lost, even the last one of its stream, leaves nothing hanging.
 */
@Singleton
class MissingFacts {

    private static final Logger LOG = Logger.getLogger(MissingFacts.class);
    private static final String EXPECT =
            """
            insert into expected_fact (topic, stream, number)
            select t.topic, t.stream, max(t.number)
            from unnest($1::text[], $2::text[], $3::bigint[]) as t(topic, stream, number)
            left join fact_position p on p.topic = t.topic and p.stream = t.stream
            where t.number > coalesce(p.number, 0) group by 1, 2
            on conflict (topic, stream) do update set number = greatest(expected_fact.number, excluded.number)
            """;
    private static final String SATISFIED =
            """
            delete from expected_fact e using fact_position p
            where p.topic = e.topic and p.stream = e.stream and p.number >= e.number
            """;
    private static final String OVERDUE =
            """
            update expected_fact e set asked_at = now()
            where (e.topic, e.stream) in (
              select topic, stream from expected_fact
              where since < now() - $1 * interval '1 second'
                and (asked_at is null or asked_at < now() - $1 * interval '1 second')
              order by topic, stream limit 500 for update skip locked)
            returning e.topic, e.stream,
              coalesce((select number from fact_position p where p.topic = e.topic and p.stream = e.stream), 0) + 1 as "from"
            """;

    private final Pool pool;
    private final Inbox inbox;
    private final Outbox outbox;
    private final String service;
    private final int patienceSeconds;
    private final List<String> followed;

    MissingFacts(
            Pool pool,
            Inbox inbox,
            Outbox outbox,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "registry.missing-facts.patience-seconds", defaultValue = "10") int patienceSeconds,
            @ConfigProperty(name = "registry.follows") Optional<List<String>> followed) {
        this.pool = pool;
        this.inbox = inbox;
        this.outbox = outbox;
        this.service = service;
        this.patienceSeconds = patienceSeconds;
        this.followed = followed.orElse(List.of());
    }

    @Incoming("heads")
    Uni<Void> heads(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, this::expect);
    }

    private Uni<Void> expect(SqlConnection c, List<Message> messages) {
        List<String> topics = new ArrayList<>();
        List<String> streams = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Message message : messages) {
            for (FactHeads.Head head : message.content(FactHeads.class).heads()) {
                if (followed.contains(head.topic())) {
                    topics.add(head.topic());
                    streams.add(head.stream());
                    numbers.add(head.number());
                }
            }
        }
        if (topics.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(EXPECT)
                .execute(Tuple.of(
                        topics.toArray(new String[0]), streams.toArray(new String[0]), numbers.toArray(new Long[0])))
                .replaceWithVoid();
    }

    @Scheduled(every = "${registry.missing-facts.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> ask() {
        return pool.withTransaction(c -> c.query(SATISFIED)
                        .execute()
                        .chain(() -> c.preparedQuery(OVERDUE).execute(Tuple.of(patienceSeconds)))
                        .chain(rows -> {
                            List<Message> requests = new ArrayList<>();
                            Instant now = Instant.now();
                            for (Row row : rows) {
                                FactsRequested request = new FactsRequested(
                                        row.getString("topic"),
                                        row.getString("stream"),
                                        row.getLong("from"),
                                        service,
                                        now);
                                LOG.warnf("asks again for %s of %s", request.stream(), request.topic());
                                requests.add(
                                        Message.command(MessageType.FACTS_REQUESTED, request.stream(), now, request));
                            }
                            return outbox.write(c, requests).replaceWith(requests.size());
                        }))
                .invoke(asked -> {
                    if (asked > 0) {
                        outbox.wake();
                    }
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }
}
