package org.carbonregistry.account.freezes;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.RequestReason;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Freezes over HTTP: a registrar orders and releases them, registrar and auditor see them. */
@Cancellable(false)
@Path("/v1/freezes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FreezesResource {

    private final Pool pool;
    private final Caller caller;
    private final Freezes freezes;
    private final OrderFreeze order;
    private final ReleaseFreeze release;

    FreezesResource(Pool pool, Caller caller, Freezes freezes, OrderFreeze order, ReleaseFreeze release) {
        this.pool = pool;
        this.caller = caller;
        this.freezes = freezes;
        this.order = order;
        this.release = release;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> order(Freeze.Request request) {
        return order.order(request, caller.subject())
                .map(answer -> RequestId.answer(
                        Response.created(
                                URI.create("/v1/freezes/" + answer.freeze().id())),
                        answer.freeze().view(),
                        answer.replayed()));
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed("registrar")
    public Uni<Response> release(@RestPath String id, RequestReason why) {
        return release.release(
                        RequestId.uuid(id, AccountRefusal.NOT_FOUND, "freeze"), RequestReason.of(why), caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.freeze().view(), answer.replayed()));
    }

    /** @param status {@code in-force} or {@code released}; all when absent */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Page<Freeze.View>> list(
            @RestQuery String status,
            @RestQuery String account,
            @RestQuery String project,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        if (status != null && !status.equals("in-force") && !status.equals("released")) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, "status is in-force or released, not " + status, "status");
        }
        RequestId.After after = RequestId.after(cursor);
        return freezes.list(
                        pool,
                        status == null ? null : status.equals("in-force"),
                        account == null ? null : account(account),
                        project,
                        after.time(),
                        after.id(),
                        most + 1)
                .map(found -> Page.of(found, most, f -> Cursor.encode(f.orderedAt(), f.id())))
                .map(page -> new Page<>(page.items().stream().map(Freeze::view).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Freeze.View> one(@RestPath String id) {
        return freezes.byId(pool, RequestId.uuid(id, AccountRefusal.NOT_FOUND, "freeze"))
                .map(freeze -> {
                    if (freeze == null) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "there is no freeze " + id, null);
                    }
                    return freeze.view();
                });
    }

    private static Long account(String id) {
        return AccountNumber.parse(id)
                .orElseThrow(() -> new Refused(EdgeRefusal.INVALID_PARAMETER, id + " is no account", "account"));
    }
}
