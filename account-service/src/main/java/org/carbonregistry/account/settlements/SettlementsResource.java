package org.carbonregistry.account.settlements;

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
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Settlements over HTTP: a venue settles trades against holds; venue, sellers and buyers see theirs. */
@Cancellable(false)
@Path("/v1/settlements")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettlementsResource {

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final Settlements settlements;
    private final SettleTrade settle;

    SettlementsResource(Pool pool, Caller caller, AccountAccess access, Settlements settlements, SettleTrade settle) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.settlements = settlements;
        this.settle = settle;
    }

    @POST
    @RolesAllowed("venue")
    public Uni<Response> settle(TradeRequest trade) {
        return settle.settle(trade, access.organisation(), caller.subject()).map(SettlementsResource::response);
    }

    /** Created, the first answer again, or what a dry run found. */
    static Response response(SettleTrade.Answer answer) {
        if (answer.tried()) {
            return Response.ok(answer.settlement().view("dry-run")).build();
        }
        return RequestId.answer(
                Response.created(
                        URI.create("/v1/settlements/" + answer.settlement().id())),
                answer.settlement().view("settled"),
                answer.replayed());
    }

    @GET
    @RolesAllowed({"venue", "holder", "developer", "registrar", "auditor"})
    public Uni<Page<Settlement.View>> list(
            @RestQuery String tradeId, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        RequestId.After after = RequestId.after(cursor);
        return settlements
                .list(pool, access.scope(), tradeId, after.time(), after.id(), most + 1)
                .map(found -> Page.of(found, most, s -> Cursor.encode(s.settledAt(), s.id())))
                .map(page -> new Page<>(
                        page.items().stream().map(s -> s.view("settled")).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"venue", "holder", "developer", "registrar", "auditor"})
    public Uni<Settlement.View> one(@RestPath String id) {
        String scope = access.scope();
        return settlements
                .byId(pool, RequestId.uuid(id, AccountRefusal.NOT_FOUND, "settlement"), scope)
                .map(settlement -> {
                    if (settlement == null
                            || scope != null
                                    && !settlement.venue().equals(scope)
                                    && settlement.legs().isEmpty()) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "you can see no settlement " + id, null);
                    }
                    return settlement.view("settled");
                });
    }
}
