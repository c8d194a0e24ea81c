package org.carbonregistry.account.history;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Set;
import org.carbonregistry.events.http.Caller;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Writes down who, of those who see what belongs to others, read what: every read of a registrar, an auditor or a venue,
 * unless it is of a register that is not private. What cannot be written down is not read. A new endpoint is
 * covered without doing anything for it.
 */
public class NotePrivateReads {

    private static final Logger LOG = Logger.getLogger(NotePrivateReads.class);
    private static final Set<String> SEE_OTHERS = Set.of("registrar", "auditor", "venue");
    /** Who may hold accounts is no secret: every role reads it. */
    private static final String ORGANISATIONS = "/v1/organisations";

    private static final String NOTE = "insert into private_read (actor, organisation, what) values ($1, $2, $3)";
    private static final int LONGEST = 2000;

    private final Pool pool;
    private final SecurityIdentity identity;
    private final Caller caller;

    NotePrivateReads(Pool pool, SecurityIdentity identity, Caller caller) {
        this.pool = pool;
        this.identity = identity;
        this.caller = caller;
    }

    /** After authorisation, before the read. A crash after this leaves a note of a read that was not answered. */
    @ServerRequestFilter
    public Uni<Void> note(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        if (!request.getMethod().equals("GET")
                || !path.startsWith("/v1/")
                || path.equals(ORGANISATIONS)
                || path.startsWith(ORGANISATIONS + "/")
                || identity.getRoles().stream().noneMatch(SEE_OTHERS::contains)) {
            return Uni.createFrom().voidItem();
        }
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        String what = query == null ? path : path + "?" + query;
        String kept = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
        String actor = caller.subject();
        String organisation = caller.organisation();
        LOG.infof("private data read: actor=%s organisation=%s what=%s", actor, organisation, kept);
        return pool.preparedQuery(NOTE)
                .execute(Tuple.of(actor, organisation, kept))
                .replaceWithVoid();
    }
}
