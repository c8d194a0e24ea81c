package org.carbonregistry.events.outbox;

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
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.message.FactHeads;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says how far each stream of facts goes, so that who misses the last one sees it, too. */
@Singleton
class AnnounceHeads {

    // Every transaction before the oldest that still runs is finished: the window between two such marks holds each
    // fact
    // once, however long its transaction took. It ends one announcement back, so that what just goes out is not missed
    // yet.
    // A database restored elsewhere counts its transactions anew: then everything is announced once more.
    private static final String NEW_HEADS =
            """
            with finished as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid),
            old as (select announced, next from announced_heads for update),
            since as (
              update announced_heads a
              set announced = case when old.next > finished.xid then 0 else old.next end, next = finished.xid
              from old, finished returning old.announced as before, a.announced as upto
            )
            select f.topic, f.stream, max(f.last_number) as number
            from fact f, since where f.xid >= since.before and f.xid < since.upto and f.topic <> $1
            group by f.topic, f.stream
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final String service;

    AnnounceHeads(Pool pool, Outbox outbox, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.outbox = outbox;
        this.service = service;
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
