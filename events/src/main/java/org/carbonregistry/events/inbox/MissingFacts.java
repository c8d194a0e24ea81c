package org.carbonregistry.events.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
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
 * message that was lost, even the last one of its stream, leaves nothing hanging. It does not ask for what only waits in a
 * partition to be read ({@link ReadSoFar}), nor for what this service put aside, until an operator acknowledges that.
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
    private static final String FROM =
            """
            coalesce((select number from fact_position p where p.topic = e.topic and p.stream = e.stream), 0) + 1""";
    // What a consumer has read up to a moment and not found is lost if it was known to exist some time before that
    // moment. While
    // the same number stays missing, the time between two requests doubles. What this service put aside itself it has
    // had.
    private static final String OVERDUE =
            """
            with read as (select * from unnest($1::text[], $2::timestamptz[]) as t(topic, upto)),
            missing as (
              select e.topic, e.stream, e.number, e.since, e.asked_at, read.upto, %s as "from",
                     case when e.asked_from = %s then e.asks else 0 end as asks
              from expected_fact e join read using (topic)
            ), due as (
              select e.topic, e.stream, m."from", m.asks from expected_fact e join missing m using (topic, stream)
              where m.since <= m.upto - $3 * interval '1 second'
                and (m.asked_at is null or m.asked_at
                     < m.upto - least($3 * 2::float8 ^ least(greatest(m.asks - 1, 0), 20), 3600) * interval '1 second')
                and not exists (select 1 from dead_letter d where d.topic = m.topic and d.stream = m.stream
                                  and d.number = m."from" and d.partition >= 0 and d.acknowledged_at is null)
              order by m.asked_at nulls first, m.since, m.stream limit 500 for update of e skip locked
            )
            update expected_fact e set asked_at = clock_timestamp(), asked_from = due."from", asks = due.asks + 1
            from due where e.topic = due.topic and e.stream = due.stream
            returning e.topic, e.stream, due."from"
            """
                    .formatted(FROM, FROM);

    private final Pool pool;
    private final Inbox inbox;
    private final Outbox outbox;
    private final ReadSoFar readSoFar;
    private final String service;
    private final int patienceSeconds;
    private final List<String> followed;

    MissingFacts(
            Pool pool,
            Inbox inbox,
            Outbox outbox,
            ReadSoFar readSoFar,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "registry.missing-facts.patience-seconds", defaultValue = "10") int patienceSeconds,
            @ConfigProperty(name = "registry.follows") Optional<List<String>> followed) {
        this.pool = pool;
        this.inbox = inbox;
        this.outbox = outbox;
        this.readSoFar = readSoFar;
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
        return pool.query(SATISFIED)
                .execute()
                .chain(() ->
                        pool.query("select distinct topic from expected_fact").execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList())
                .chain(readSoFar::look)
                .chain(read -> read.isEmpty() ? Uni.createFrom().item(0) : askFor(read))
                .invoke(asked -> {
                    if (asked > 0) {
                        outbox.wake();
                    }
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    // A crash before the commit asks again at the next look; after it the requests are in the outbox.
    private Uni<Integer> askFor(Map<String, OffsetDateTime> read) {
        String[] topics = read.keySet().toArray(new String[0]);
        OffsetDateTime[] upto = read.values().toArray(new OffsetDateTime[0]);
        return pool.withTransaction(c -> c.preparedQuery(OVERDUE)
                .execute(Tuple.of(topics, upto, patienceSeconds))
                .chain(rows -> {
                    List<Message> requests = new ArrayList<>();
                    Instant now = Instant.now();
                    for (Row row : rows) {
                        FactsRequested request = new FactsRequested(
                                row.getString("topic"), row.getString("stream"), row.getLong("from"), service, now);
                        LOG.warnf("asks again for %s of %s", request.stream(), request.topic());
                        requests.add(Message.command(MessageType.FACTS_REQUESTED, request.stream(), now, request));
                    }
                    return outbox.write(c, requests).replaceWith(requests.size());
                }));
    }
}
