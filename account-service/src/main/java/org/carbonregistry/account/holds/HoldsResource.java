package org.carbonregistry.account.holds;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Holds over HTTP. Settling is in the package settlements. */
@Cancellable(false)
@Path("/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HoldsResource {

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final Holds holds;
    private final PlaceHold place;
    private final ReleaseHold release;

    HoldsResource(Pool pool, Caller caller, AccountAccess access, Holds holds, PlaceHold place, ReleaseHold release) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.holds = holds;
        this.place = place;
        this.release = release;
    }

    @POST
    @RolesAllowed({"holder", "venue"})
    public Uni<Response> place(PlaceHold.Request request) {
        return place.place(
                        request,
                        new PlaceHold.Asker(
                                access.organisation(),
                                caller.subject(),
                                caller.hasRole("holder"),
                                caller.hasRole("venue")))
                .map(answer -> RequestId.answer(
                        Response.created(URI.create("/v1/holds/" + answer.hold().id())),
                        answer.hold().view(),
                        answer.replayed()));
    }

    /** Gives units back to their owner: all that are left, or a quantity, the newest first. */
    @POST
    @Path("/{id}/release")
    @RolesAllowed("venue")
    public Uni<Response> release(@RestPath String id, ReleaseHold.Request request) {
        return release.release(id(id), request, access.organisation(), caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.hold().view(), answer.replayed()));
    }

    @GET
    @RolesAllowed({"holder", "developer", "venue", "registrar", "auditor"})
    public Uni<Page<Hold.View>> list(@BeanParam HoldFilter filter) {
        int most = Limit.of(filter.limit);
        RequestId.After after = RequestId.after(filter.cursor);
        return holds.list(pool, access.scope(), filter, after.time(), after.id(), most + 1)
                .map(found -> Page.of(found, most, h -> Cursor.encode(h.placedAt(), h.id())))
                .map(page -> new Page<>(page.items().stream().map(Hold::view).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"holder", "developer", "venue", "registrar", "auditor"})
    public Uni<Hold.View> one(@RestPath String id) {
        String scope = access.scope();
        UUID uuid = id(id);
        return holds.byIds(pool, Set.of(uuid)).map(found -> {
            Hold hold = found.get(uuid);
            if (hold == null
                    || scope != null
                            && !hold.owner().equals(scope)
                            && !hold.venue().equals(scope)) {
                throw new Refused(AccountRefusal.UNKNOWN_HOLD, "you can see no hold " + id, null);
            }
            return hold.view();
        });
    }

    private static UUID id(String text) {
        return RequestId.uuid(text, AccountRefusal.UNKNOWN_HOLD, "hold");
    }
}
