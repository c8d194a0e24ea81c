package org.carbonregistry.retirement.retire;

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
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.RetirementSettings;
import org.jboss.logging.Logger;

/**
 * Sends orders again that were lost on the way, or whose outcome was. An order that waited long enough counts as lost when
 * the ledger has answered one of the same account that was sent well after it, or when the ledger has not answered anything
 * of that account for as long, nothing was sent for it either, and of those that are due this order was sent longest ago. So a ledger that is
 * merely behind, or down for hours, is not flooded: it gets one probe per account; and as soon as the probe is answered the
 * rest follows.
 */
@Singleton
public class ResendOrders {

    private static final Logger LOG = Logger.getLogger(ResendOrders.class);
    private static final String LOST =
            """
            with recursive waiting as (
              (select account from retirement where status = 'requested' order by account limit 1)
              union all
              select (select n.account from retirement n where n.status = 'requested' and n.account > w.account
                      order by n.account limit 1)
              from waiting w where w.account is not null
            ), answered as (
              select w.account, coalesce(a.newest_sent_at, '-infinity') as newest_sent_at,
                     coalesce(a.answered_at, '-infinity') as answered_at
              from waiting w left join account_answer a using (account) where w.account is not null
            ), overtaken as (
              select o.id from answered a cross join lateral (
                select r.id from retirement r
                where r.account = a.account and r.status = 'requested' and r.send_next_at <= now()
                  and r.sent_at < a.newest_sent_at - $1 * interval '1 millisecond'
                order by r.sent_at limit 1000) o
              limit 1000
            ), probe as (
              select p.id from answered a cross join lateral (
                select r.id from retirement r
                where r.account = a.account and r.status = 'requested' and r.send_next_at <= now()
                  and r.sent_at <= now() - $1 * interval '1 millisecond'
                order by r.sent_at limit 1) p
              where a.answered_at < now() - $1 * interval '1 millisecond'
                and not exists (select from retirement r where r.account = a.account and r.status = 'requested'
                                and r.sent_at > now() - $1 * interval '1 millisecond')
              limit 1000
            ), lost as (
              select r.id from retirement r
              where r.status = 'requested' and r.id in (select id from overtaken union select id from probe)
              for update of r skip locked
            )
            update retirement r
            set sent_at = now(), sends = r.sends + 1,
                send_next_at = now() + least($1 * power(2, least(r.sends, 20)), $2) * interval '1 millisecond'
            from lost where lost.id = r.id
            returning r.*
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final long resendAfter;
    private final long atLeastEvery;

    ResendOrders(Pool pool, Outbox outbox, RetirementSettings settings) {
        this.pool = pool;
        this.outbox = outbox;
        this.resendAfter = settings.resendAfter().toMillis();
        this.atLeastEvery = settings.resendAtLeastEvery().toMillis();
    }

    @Scheduled(
            every = "${registry.retirement.resend-look-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.withTransaction(this::resend)
                .invoke(sent -> {
                    if (sent > 0) {
                        LOG.warnf("sent %d orders again that had no outcome", sent);
                        outbox.wake();
                    }
                })
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    // A crash before the commit leaves the order as it was, to be found again; after it, the command lies in the
    // outbox.
    Uni<Integer> resend(SqlConnection c) {
        return c.preparedQuery(LOST)
                .execute(Tuple.of((double) resendAfter, (double) atLeastEvery))
                .chain(rows -> {
                    List<Message> orders = new ArrayList<>();
                    Instant now = Instant.now();
                    for (Row row : rows) {
                        orders.add(Message.command(
                                MessageType.RETIREMENT_ORDERED, row.getString("account"), now, command(row)));
                    }
                    return outbox.write(c, orders).replaceWith(orders.size());
                });
    }

    /** The command that an order is, with its approval, if it has one. */
    static RetirementOrdered command(Row row) {
        String[] serials = row.getArrayOfStrings("serials");
        return new RetirementOrdered(
                row.getUUID("id"),
                row.getString("organisation"),
                row.getString("account"),
                serials == null ? null : List.of(serials),
                row.getLong("wanted"),
                serials == null ? row.getString("only_program") : null,
                row.getString("only_project"),
                row.getInteger("only_vintage"),
                row.getString("only_block"),
                row.getLocalDate("effective_date"),
                row.getUUID("hold"),
                row.getString("actor"),
                row.getString("approved_by"),
                row.getOffsetDateTime("requested_at").toInstant());
    }
}
