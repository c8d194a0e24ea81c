package org.carbonregistry.publicapi.rebuild;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.publicapi.ledger.IssuanceProjection;
import org.carbonregistry.publicapi.ledger.LedgerProjection;
import org.carbonregistry.publicapi.project.ProjectProjection;
import org.carbonregistry.publicapi.projection.Projection;
import org.carbonregistry.publicapi.projection.ProjectionLock;
import org.carbonregistry.publicapi.retirement.RetirementProjection;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Does a rebuild that was asked for, in one database transaction: empties the projections, reads every topic from its
 * beginning and applies it as the live consumers do. Readers see the old answers until the commit and the new ones after it.
 * Live consumers wait meanwhile and then go on from their own offsets: what the rebuild applied already they ignore. A crash
 * in the middle leaves the old answers and the request, and the next replica to see it begins anew.
 *
 * <p>Topics that hold less than what was applied before (an emptied broker, not yet republished) would lose public facts: then
 * the rebuild is refused and changes nothing.
 */
@Singleton
class RebuildProjections {

    private static final Logger LOG = Logger.getLogger(RebuildProjections.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long ONE_AT_A_TIME = 7_204_110_392L;
    private static final String WAITING = "select id from rebuild where finished_at is null";
    private static final String REMEMBER =
            """
            insert into rebuild_position (topic, stream, number)
            select topic, stream, number from fact_position
            where topic in ('registry.projects', 'registry.credits', 'registry.ledger')
            union all select 'registry.retirements', id::text, 1 from retirement
            """;
    /** Not truncate: that would make readers wait until the commit. */
    private static final List<String> EMPTY = List.of(
            "delete from program",
            "delete from methodology",
            "delete from vvb",
            "delete from project",
            "delete from project_event",
            "delete from block",
            "delete from issuance_decision",
            "delete from block_source_range",
            "delete from unit_event",
            "delete from open_transaction",
            "delete from retired_in_year",
            "delete from retirement_over_blocks",
            "delete from retirement_awaited",
            "delete from retirement",
            "delete from retirement_part",
            "delete from fact_position where topic in ('registry.projects', 'registry.credits', 'registry.ledger')",
            "delete from parked_fact where topic in ('registry.projects', 'registry.credits', 'registry.ledger')",
            "delete from expected_fact where topic in ('registry.projects', 'registry.credits', 'registry.ledger')");

    private static final String LOST =
            """
            select count(*) as streams, min(o.topic || ' ' || o.stream) as example
            from rebuild_position o left join fact_position n on n.topic = o.topic and n.stream = o.stream
            where coalesce(n.number, case when o.topic = 'registry.retirements'
              and exists (select from retirement r where r.id = o.stream::uuid) then 1 else 0 end) < o.number
            """;
    private static final String PROGRESS = "update rebuild set state = 'running', facts = $2 where id = $1";
    private static final String FINISH =
            "update rebuild set state = $2, facts = $3, detail = $4, finished_at = now() where id = $1";

    private final Pool pool;
    private final String servers;
    /** Retirements before the ledger: so hardly any is awaited on the way. */
    private final List<Projection> projections;

    RebuildProjections(
            Pool pool,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092") String servers,
            ProjectProjection projects,
            IssuanceProjection issuances,
            RetirementProjection retirements,
            LedgerProjection ledger) {
        this.pool = pool;
        this.servers = servers;
        this.projections = List.of(projects, issuances, retirements, ledger);
    }

    @Scheduled(
            every = "${registry.public.rebuild-look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            for (Row row : await(pool.query(WAITING).execute())) {
                rebuild(row.getUUID("id"));
            }
        } catch (RuntimeException e) {
            LOG.warnf("a rebuild begins anew later: %s", e.getMessage());
        }
    }

    /**
     * The transaction is begun and ended by hand: the client's own one ends at the first statement that fails, and here a
     * failed batch only goes back to its savepoint.
     */
    private void rebuild(UUID id) {
        SqlConnection c = await(pool.getConnection());
        boolean ended = false;
        try {
            run(c, "begin");
            if (await(c.query("select pg_try_advisory_xact_lock(" + ONE_AT_A_TIME + ")")
                            .execute())
                    .iterator()
                    .next()
                    .getBoolean(0)) {
                within(c, id);
            } else {
                run(c, "rollback");
            }
            ended = true;
        } finally {
            if (ended) {
                c.closeAndForget();
            } else {
                c.query("rollback")
                        .execute()
                        .onTermination()
                        .invoke(c::closeAndForget)
                        .subscribe()
                        .with(done -> {}, failed -> {});
            }
        }
    }

    private static void run(SqlConnection c, String statement) {
        await(c.query(statement).execute());
    }

    private void within(SqlConnection c, UUID id) {
        LOG.infof("rebuild %s begins", id);
        await(ProjectionLock.alone(c));
        run(c, REMEMBER);
        EMPTY.forEach(statement -> run(c, statement));
        long facts = 0;
        long passedOver = 0;
        for (Projection projection : projections) {
            try (TopicReader topic = new TopicReader(servers, projection.topic())) {
                for (var records = topic.next(); !records.isEmpty(); records = topic.next()) {
                    List<Message> messages = readable(records);
                    passedOver += records.size() - messages.size() + apply(c, projection, messages);
                    facts += messages.size();
                    await(pool.preparedQuery(PROGRESS).execute(Tuple.of(id, facts)));
                }
            }
        }
        Row lost = await(c.query(LOST).execute()).iterator().next();
        if (lost.getLong("streams") > 0) {
            run(c, "rollback");
            String detail = "the topics lack facts of " + lost.getLong("streams")
                    + " streams that are shown here, such as " + lost.getString("example")
                    + "; let the services republish (POST /v1/republications) and ask again";
            await(pool.preparedQuery(FINISH).execute(Tuple.of(id, "refused", facts, detail)));
            LOG.warnf("rebuild %s refused: %s", id, detail);
            return;
        }
        run(c, "delete from rebuild_position");
        String detail =
                passedOver == 0 ? null : passedOver + " records that cannot be read or applied were passed over";
        // If the process dies before this commit nothing happened; after it the rebuild is done, and said to be.
        run(c, "commit");
        await(pool.preparedQuery(FINISH).execute(Tuple.of(id, "completed", facts, detail)));
        LOG.infof("rebuild %s is done: %d facts", id, facts);
    }

    private static List<Message> readable(List<ConsumerRecord<String, byte[]>> records) {
        List<Message> messages = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                messages.add(CloudEvents.read(record));
            } catch (IllegalArgumentException e) {
                // The live consumer has put it among the dead letters.
                LOG.debugf("passed over: %s", e.getMessage());
            }
        }
        return messages;
    }

    /** Applies a batch; one that fails is halved until what is at fault stands alone. How many were passed over. */
    private static long apply(SqlConnection c, Projection projection, List<Message> messages) {
        if (messages.isEmpty()) {
            return 0;
        }
        run(c, "savepoint batch");
        try {
            await(projection.apply(c, messages));
            run(c, "release savepoint batch");
            return 0;
        } catch (RuntimeException e) {
            if (TransientFailure.is(e)) {
                throw e;
            }
            run(c, "rollback to savepoint batch");
            if (messages.size() == 1) {
                return 1;
            }
            int middle = messages.size() / 2;
            return apply(c, projection, messages.subList(0, middle))
                    + apply(c, projection, messages.subList(middle, messages.size()));
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
