package org.carbonregistry.events.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox, in order per key. One relay per service is active: a lease in the database decides, judged by
 * database time. Rows are never paged by id, because ids become visible out of order: it takes what is there, publishes,
 * waits for every acknowledgement, deletes.
 *
 * <p>Killed after sending and before deleting it leaves rows that are published once more; paused and woken up after another
 * relay took over it publishes its last batch once more: consumers ignore repeats.
 *
 * <p>What the broker will never take ({@link PermanentRefusal}) goes to the dead letters and holds nothing up, not even later
 * messages of its key: consumers of a stream see the gap, park what follows and show the stream as stale.
 */
@Singleton
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LEASE_MILLIS = 3000;
    private static final long STUCK_NANOS = Duration.ofSeconds(10).toNanos();
    /** One that ends later than any given now was given by a clock that was put back since: it is over, too. */
    private static final String LEASE =
            """
            update relay_lease set holder = $1, until = clock_timestamp() + $2 * interval '1 millisecond'
            where name = 'relay' and (holder = $1 or until < clock_timestamp()
              or until > clock_timestamp() + $2 * interval '1 millisecond')
            """;
    // At most some MB at once, so that large messages do not fill the memory.
    private static final String TAKE =
            """
            select id, type, key, stream, number, last_number, message_id, time, data, traceparent
            from (select *, sum(octet_length(data)) over (order by id) - octet_length(data) as before
                  from (select * from outbox order by id limit $1) o) b
            where before < 16777216 order by id
            """;
    private static final String DELETE = "delete from outbox where id = any($1)";
    private static final String PUT_ASIDE =
            """
            insert into dead_letter (topic, topic_id, partition, kafka_offset, key, stream, number, reason, headers, data)
            select t.topic, 'outbox:' || o.message_id, -1, -1, o.key, o.stream, nullif(o.number, 0), r.reason,
                   jsonb_build_object('ce_id', encode(convert_to(o.message_id::text, 'UTF8'), 'base64'),
                                      'ce_type', encode(convert_to(o.type, 'UTF8'), 'base64')),
                   o.data
            from unnest($1::bigint[], $2::text[]) as r(id, reason) join outbox o using (id)
            join unnest($3::text[], $4::text[]) as t(type, topic) using (type)
            on conflict do nothing
            """;

    private final Pool pool;
    private final RelayBell bell;
    private final DeadLetterPublisher deadLetters;
    private final RelayProducer producer;
    private final CloudEvents cloudEvents;
    private final boolean enabled;
    private final int batchSize;
    private final UUID self = UUID.randomUUID();
    private final Thread thread = new Thread(this::run, "relay");
    private volatile boolean stopping;
    private boolean leading;
    private long leasedAt;
    private volatile SqlConnection listener;

    Relay(
            Pool pool,
            RelayBell bell,
            RelayProducer producer,
            DeadLetterPublisher deadLetters,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "registry.messages.schema-base", defaultValue = "http://127.0.0.1:8080/schemas/")
                    String schemaBase,
            @ConfigProperty(name = "registry.relay.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "registry.relay.batch-size", defaultValue = "1000") int batchSize) {
        this.pool = pool;
        this.bell = bell;
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.cloudEvents = new CloudEvents("/" + service, schemaBase);
        this.enabled = enabled;
        this.batchSize = batchSize;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(5000);
        producer.close();
    }

    private void run() {
        while (!stopping) {
            try {
                if (!lead()) {
                    bell.active(false);
                    bell.await(LEASE_MILLIS / 4);
                } else if (publishBatch() == 0) {
                    bell.await(500);
                }
            } catch (InterruptedException e) {
                break;
            } catch (Exception e) {
                LOG.warnf("relay waits a moment: %s", e.getMessage());
                pause();
            } catch (StackOverflowError | OutOfMemoryError e) {
                // Without this thread nothing goes out any more.
                LOG.errorf(e, "relay waits a moment");
                pause();
            }
        }
        release();
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Whether this relay holds the lease; takes or renews it when it is time. */
    private boolean lead() {
        long now = System.nanoTime() / 1_000_000;
        if (leading && now - leasedAt < LEASE_MILLIS / 3) {
            return true;
        }
        leading = await(pool.preparedQuery(LEASE).execute(Tuple.of(self, LEASE_MILLIS)))
                        .rowCount()
                == 1;
        leasedAt = now;
        if (leading) {
            listen();
        }
        bell.active(leading);
        return leading;
    }

    private void listen() {
        if (listener != null) {
            return;
        }
        SqlConnection connection = await(pool.getConnection());
        connection.closeHandler(() -> {
            listener = null;
            bell.heard();
        });
        PgConnection.cast(connection).notificationHandler(notification -> bell.heard());
        await(connection.query("listen " + RelayBell.CHANNEL).execute());
        // The outbox is empty most of the time: a plan that is kept from such a moment reads the whole table ever
        // after.
        await(connection.query("set plan_cache_mode = force_custom_plan").execute());
        listener = connection;
    }

    /** A connection that plans for what is in the outbox now. */
    private SqlClient planning() {
        SqlConnection connection = listener;
        return connection == null ? pool : connection;
    }

    private int publishBatch() throws Exception {
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Map<Long, String> refused = new LinkedHashMap<>();
        for (Row row : await(planning().preparedQuery(TAKE).execute(Tuple.of(batchSize)))) {
            Future<RecordMetadata> sending = send(row);
            requireOnItsWay(sending);
            ids.add(row.getLong("id"));
            sent.add(sending);
        }
        if (ids.isEmpty()) {
            return deadLetters.publish();
        }
        for (int i = 0; i < ids.size(); i++) {
            try {
                awaitAcknowledgement(sent.get(i));
            } catch (ExecutionException e) {
                if (!PermanentRefusal.is(e)) {
                    throw e;
                }
                refused.put(ids.get(i), PermanentRefusal.reason(e));
            }
        }
        // A crash here publishes these messages once more.
        done(ids, refused);
        return ids.size();
    }

    /**
     * Where a message cannot be sent at the moment (the broker is away and its topic not known yet), nothing after it is sent
     * either: a later one of its key would overtake it.
     */
    private static void requireOnItsWay(Future<RecordMetadata> sending) throws Exception {
        try {
            if (sending.isDone()) {
                sending.get();
            }
        } catch (ExecutionException e) {
            if (!PermanentRefusal.is(e)) {
                throw e;
            }
        }
    }

    private Future<RecordMetadata> send(Row row) {
        try {
            return producer.send(cloudEvents.write(message(row)));
        } catch (SerializationException | IllegalArgumentException unfit) {
            return CompletableFuture.failedFuture(new SerializationException(unfit.getMessage(), unfit));
        }
    }

    /** Takes a batch out of the outbox; what will never be sent goes to the dead letters in the same transaction. */
    private void done(List<Long> ids, Map<Long, String> refused) {
        Long[] all = ids.toArray(new Long[0]);
        if (refused.isEmpty()) {
            await(pool.preparedQuery(DELETE).execute(Tuple.of(all)));
            return;
        }
        refused.forEach((id, reason) -> LOG.errorf("put aside, never to be sent: outbox %d: %s", id, reason));
        String[] topics = Arrays.stream(MessageType.values())
                .map(t -> t.topic().topicName())
                .toArray(String[]::new);
        String[] types =
                Arrays.stream(MessageType.values()).map(MessageType::typeName).toArray(String[]::new);
        Tuple aside =
                Tuple.of(refused.keySet().toArray(new Long[0]), refused.values().toArray(new String[0]), types, topics);
        await(pool.withTransaction(
                c -> c.preparedQuery(PUT_ASIDE).execute(aside).chain(() -> c.preparedQuery(DELETE)
                        .execute(Tuple.of(all)))));
    }

    /** Gives up after 10 s, with a new producer: one whose topic was made anew under it may wait in vain for minutes. */
    private void awaitAcknowledgement(Future<RecordMetadata> acknowledgement) throws Exception {
        long since = System.nanoTime();
        while (true) {
            try {
                acknowledgement.get(LEASE_MILLIS / 3, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (!lead()) {
                    throw new IllegalStateException("the lease went to another relay while the broker was slow");
                }
                if (System.nanoTime() - since > STUCK_NANOS) {
                    producer.renew();
                    throw new IllegalStateException(
                            "the broker took nothing for a while: sending again from the start");
                }
            }
        }
    }

    static Message message(Row row) {
        return new Message(
                row.getUUID("message_id"),
                MessageType.named(row.getString("type")).orElseThrow(),
                row.getString("key"),
                row.getString("stream"),
                row.getLong("number"),
                row.getLong("last_number"),
                row.getOffsetDateTime("time").toInstant(),
                row.getBuffer("data").getBytes(),
                row.getString("traceparent"));
    }

    private void release() {
        if (leading) {
            try {
                await(pool.preparedQuery("update relay_lease set until = '-infinity' where holder = $1")
                        .execute(Tuple.of(self)));
            } catch (RuntimeException e) {
                LOG.debugf("lease not released: %s", e.getMessage());
            }
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
