package org.carbonregistry.events.outbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.message.FactHeads;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Publishes facts again, with the same ids, numbers and bytes: all of them on a registrar's demand (the broker was emptied),
 * some on request of a service that misses them; and announces how far each stream goes.
 */
@Singleton
@Path("/v1/republications")
public class Republication {

    /** How many facts went back into the outbox. */
    public record Queued(long facts) {}

    private static final String ALL =
            """
            with again as (
              select * from fact where position > $1 order by position limit 5000
            ), o as (
              insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
              select type, key, stream, number, last_number, message_id, time, data, traceparent from again order by position
            )
            select count(*) as facts, max(position) as position from again
            """;
    // Every transaction before the oldest that still runs is finished: the window between two such marks holds each
    // fact
    // once, however long its transaction took. It ends one announcement back, so that what just goes out is not missed
    // yet.
    // A database restored elsewhere counts its transactions anew: then everything is announced once more.
    private static final String NEW_HEADS =
            """
            with finished as (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
            old as (select announced, next from announced_heads for update),
            since as (
              update announced_heads a
              set announced = case when old.next > finished.xid then '0' else old.next end, next = finished.xid
              from old, finished returning old.announced as before, a.announced as upto
            )
            select f.topic, f.stream, max(f.last_number) as number
            from fact f, since where f.xid >= since.before and f.xid < since.upto and f.topic <> $1
            group by f.topic, f.stream
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Inbox inbox;
    private final String service;

    Republication(
            Pool pool, Outbox outbox, Inbox inbox, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.outbox = outbox;
        this.inbox = inbox;
        this.service = service;
    }

    /** Publishes every fact of this service again, oldest first. */
    @POST
    @RolesAllowed("registrar")
    public Uni<Response> republish() {
        return from(-1, 0).map(facts -> Response.accepted(new Queued(facts)).build());
    }

    private Uni<Long> from(long position, long sum) {
        return pool.withTransaction(
                        c -> c.preparedQuery(ALL).execute(Tuple.of(position)).map(rows -> rows.iterator()
                                .next()))
                .chain(row -> {
                    outbox.wake();
                    long facts = row.getLong("facts");
                    return facts == 0 ? Uni.createFrom().item(sum) : from(row.getLong("position"), sum + facts);
                });
    }

    @Incoming("fact-requests")
    Uni<Void> requested(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Message message : messages) {
                FactsRequested request = message.content(FactsRequested.class);
                all = all.chain(() -> outbox.publishAgain(c, request.topic(), List.of(request.stream()), request.from())
                        .replaceWithVoid());
            }
            return all;
        });
    }

    /** Announces the heads of the streams that went on since the last announcement; one replica does it at a time. */
    @Scheduled(every = "${registry.heads.every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> announce() {
        return pool.withTransaction(this::writeHeads)
                .invoke(outbox::wake)
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    private Uni<Void> writeHeads(SqlConnection c) {
        return c.preparedQuery(NEW_HEADS)
                .execute(Tuple.of(Topic.RETIREMENTS.topicName()))
                .chain(rows -> {
                    List<Message> messages = new ArrayList<>();
                    List<FactHeads.Head> heads = new ArrayList<>();
                    for (Row row : rows) {
                        heads.add(new FactHeads.Head(
                                row.getString("topic"), row.getString("stream"), row.getLong("number")));
                        if (heads.size() == 1000) {
                            messages.add(message(heads));
                            heads = new ArrayList<>();
                        }
                    }
                    if (!heads.isEmpty()) {
                        messages.add(message(heads));
                    }
                    return outbox.write(c, messages);
                });
    }

    private Message message(List<FactHeads.Head> heads) {
        Instant now = Instant.now();
        return Message.command(MessageType.FACT_HEADS, service, now, new FactHeads(service, heads, now));
    }
}
