package org.carbonregistry.account.mandates;

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
import java.time.Instant;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.AccountAccess;
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

/** Mandates over HTTP: the holder grants and revokes them; holder and venue see theirs. */
@Cancellable(false)
@Path("/v1/mandates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MandatesResource {

    private static final String NOW = "select clock_timestamp()";

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final Mandates mandates;
    private final GrantMandate grant;
    private final RevokeMandate revoke;

    MandatesResource(
            Pool pool,
            Caller caller,
            AccountAccess access,
            Mandates mandates,
            GrantMandate grant,
            RevokeMandate revoke) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.mandates = mandates;
        this.grant = grant;
        this.revoke = revoke;
    }

    @POST
    @RolesAllowed("holder")
    public Uni<Response> grant(Mandate.Request request) {
        return grant.grant(request, access.organisation(), caller.subject())
                .map(answer -> RequestId.answer(
                        Response.created(
                                URI.create("/v1/mandates/" + answer.mandate().id())),
                        answer.mandate().view(answer.now()),
                        answer.replayed()));
    }

    @POST
    @Path("/{id}/revoke")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<Response> revoke(@RestPath String id) {
        return revoke.revoke(
                        RequestId.uuid(id, AccountRefusal.NOT_FOUND, "mandate"),
                        access.organisation(),
                        caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.mandate().view(answer.now()), answer.replayed()));
    }

    @GET
    @RolesAllowed({"holder", "developer", "venue", "registrar", "auditor"})
    public Uni<Page<Mandate.View>> list(
            @RestQuery String account, @RestQuery String venue, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        Long number = account == null
                ? null
                : Long.valueOf(AccountNumber.parse(account)
                        .orElseThrow(() ->
                                new Refused(EdgeRefusal.INVALID_PARAMETER, account + " is no account", "account")));
        RequestId.After after = RequestId.after(cursor);
        return mandates.list(pool, access.scope(), number, venue, after.time(), after.id(), most + 1)
                .map(found -> Page.of(found, most, m -> Cursor.encode(m.grantedAt(), m.id())))
                .chain(page -> now().map(now ->
                        new Page<>(page.items().stream().map(m -> m.view(now)).toList(), page.next())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"holder", "developer", "venue", "registrar", "auditor"})
    public Uni<Mandate.View> one(@RestPath String id) {
        String scope = access.scope();
        return mandates.byId(pool, RequestId.uuid(id, AccountRefusal.NOT_FOUND, "mandate"))
                .chain(mandate -> {
                    if (mandate == null
                            || scope != null
                                    && !mandate.organisation().equals(scope)
                                    && !mandate.venue().equals(scope)) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "you can see no mandate " + id, null);
                    }
                    return now().map(mandate::view);
                });
    }

    private Uni<Instant> now() {
        return pool.query(NOW)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }
}
