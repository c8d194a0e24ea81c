package org.carbonregistry.account.freezes;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestText;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;

/** Ends a freeze, with a reason; the units can move from its commit on. The same registrar's repeat gets the first answer. */
@Singleton
class ReleaseFreeze {

    private static final String LOCK = "select 1 from freeze_order where id = $1 for update";

    /** Database time, but never before the order: the clock may have been put back meanwhile. */
    private static final String NOW = "select greatest(clock_timestamp(), ordered_at) from freeze_order where id = $1";

    private final Retrying retrying;
    private final Freezes freezes;

    ReleaseFreeze(Retrying retrying, Freezes freezes) {
        this.retrying = retrying;
        this.freezes = freezes;
    }

    Uni<OrderFreeze.Answer> release(UUID id, String reason, String actor) {
        RequestText.reason(reason, "/reason");
        return retrying.inTransaction(c -> locked(c, id).chain(freeze -> {
            if (!freeze.isInForce()
                    && freeze.releasedBy().equals(actor)
                    && freeze.releaseReason().equals(reason)) {
                return Uni.createFrom().item(new OrderFreeze.Answer(freeze, true));
            }
            return c.preparedQuery(NOW).execute(Tuple.of(id)).chain(now -> {
                Instant time = now.iterator().next().getOffsetDateTime(0).toInstant();
                Freeze released = freeze.released(actor, time, reason);
                return freezes.release(c, released).replaceWith(new OrderFreeze.Answer(released, false));
            });
        }));
    }

    private Uni<Freeze> locked(SqlConnection c, UUID id) {
        return c.preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .chain(() -> freezes.byId(c, id))
                .invoke(freeze -> {
                    if (freeze == null) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "there is no freeze " + id, null);
                    }
                });
    }
}
