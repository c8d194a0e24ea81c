package org.carbonregistry.account.trust;

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
import java.time.Instant;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Trusted senders of an account over HTTP: its holder lists and removes them. */
@Cancellable(false)
@Path("/v1/accounts/{id}/trusted-senders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TrustedSendersResource {

    private static final String NOW = "select clock_timestamp() as now";

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final TrustedSenders senders;
    private final TrustSender trust;
    private final DistrustSender distrust;

    TrustedSendersResource(
            Pool pool,
            Caller caller,
            AccountAccess access,
            TrustedSenders senders,
            TrustSender trust,
            DistrustSender distrust) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.senders = senders;
        this.trust = trust;
        this.distrust = distrust;
    }

    @POST
    @RolesAllowed("holder")
    public Uni<Response> list(@RestPath String id, TrustedSender.Request request) {
        return trust.trust(id, request, access.organisation(), caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.sender().view(answer.now()), answer.replayed()));
    }

    @POST
    @Path("/{sender}/remove")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<Response> remove(@RestPath String id, @RestPath String sender) {
        return distrust.distrust(
                        id,
                        RequestId.uuid(sender, AccountRefusal.NOT_FOUND, "trusted sender"),
                        access.organisation(),
                        caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.sender().view(answer.now()), answer.replayed()));
    }

    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<TrustedSender.View>> all(@RestPath String id, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        RequestId.After after = RequestId.after(cursor);
        return access.readable(id)
                .chain(account -> senders.list(pool, account.id(), after.time(), after.id(), most + 1))
                .map(found -> Page.of(found, most, s -> Cursor.encode(s.listedAt(), s.id())))
                .chain(page -> now().map(now ->
                        new Page<>(page.items().stream().map(s -> s.view(now)).toList(), page.next())));
    }

    private Uni<Instant> now() {
        return pool.query(NOW)
                .execute()
                .map(rows -> DatabaseTime.of(rows.iterator().next(), "now"));
    }
}
