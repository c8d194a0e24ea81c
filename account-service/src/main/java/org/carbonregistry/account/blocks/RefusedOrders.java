package org.carbonregistry.account.blocks;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.OneByOne;
import org.carbonregistry.events.message.BlockOrdered;
import org.jboss.logging.Logger;

/**
 * Orders to open a block that a rule refused. issuance-service decided before that they can be carried out, so each of them
 * is for people to look at: it is said once, as an error, and found by every audit until it is carried out. The order is sent
 * again as long as the block is not open; then it is decided again.
 */
@Singleton
class RefusedOrders {

    private static final Logger LOG = Logger.getLogger(RefusedOrders.class);
    private static final String KEEP =
            """
            insert into refused_block_order (block, issuance, account, code, detail) values ($1, $2, $3, $4, $5)
            on conflict (block) do nothing
            """;
    private static final String FORGET = "delete from refused_block_order where block = any($1)";

    private final LedgerMetrics metrics;

    RefusedOrders(LedgerMetrics metrics) {
        this.metrics = metrics;
    }

    /** Keeps what is not kept yet. */
    Uni<Void> keep(SqlConnection c, Map<BlockOrdered, Refused> refused) {
        return OneByOne.each(refused.entrySet(), one -> keep(c, one.getKey(), one.getValue()));
    }

    private Uni<Void> keep(SqlConnection c, BlockOrdered order, Refused refusal) {
        String block = order.description().block();
        UUID issuance = order.issuance();
        String code = refusal.reason().code();
        return c.preparedQuery(KEEP)
                .execute(Tuple.of(block, issuance, String.valueOf(order.account()), code, refusal.getMessage()))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        LOG.errorf("order refused: block=%s code=%s: %s", block, code, refusal.getMessage());
                        metrics.refused("block", code);
                    }
                })
                .replaceWithVoid();
    }

    /** Forgets the refusals of orders that are carried out now. */
    Uni<Void> forget(SqlConnection c, Collection<BlockOrdered> orders) {
        String[] blocks = orders.stream().map(o -> o.description().block()).toArray(String[]::new);
        return c.preparedQuery(FORGET)
                .execute(Tuple.tuple().addArrayOfString(blocks))
                .replaceWithVoid();
    }
}
