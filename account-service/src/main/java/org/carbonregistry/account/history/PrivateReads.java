package org.carbonregistry.account.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.carbonregistry.events.http.Caller;
import org.jboss.logging.Logger;

/** Writes down who, of those who see everything, read whose owners. What cannot be written down is not read. */
@Singleton
class PrivateReads {

    private static final Logger LOG = Logger.getLogger(PrivateReads.class);

    private final Pool pool;
    private final Caller caller;

    PrivateReads(Pool pool, Caller caller) {
        this.pool = pool;
        this.caller = caller;
    }

    /** A crash after this leaves a note of a read that was not answered. */
    Uni<Void> note(String what) {
        String actor = caller.subject();
        String organisation = caller.organisation();
        LOG.infof("private data read: actor=%s organisation=%s what=%s", actor, organisation, what);
        return pool.preparedQuery("insert into private_read (actor, organisation, what) values ($1, $2, $3)")
                .execute(Tuple.of(actor, organisation, what))
                .replaceWithVoid();
    }
}
