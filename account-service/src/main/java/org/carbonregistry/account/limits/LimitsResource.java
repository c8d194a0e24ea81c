package org.carbonregistry.account.limits;

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
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.events.http.Caller;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Limits of accounts over HTTP: holder and registrar set their own, and see all that hold. */
@Cancellable(false)
@Path("/v1/accounts/{id}/limits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LimitsResource {

    private static final String NOW = "select clock_timestamp() as now";

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final AccountLimits limits;
    private final SetLimit set;

    LimitsResource(Pool pool, Caller caller, AccountAccess access, AccountLimits limits, SetLimit set) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.limits = limits;
        this.set = set;
    }

    @POST
    @RolesAllowed({"holder", "registrar"})
    public Uni<Response> set(@RestPath String id, SetLimit.Request request) {
        SetLimit.Asker asker = caller.hasRole("registrar")
                ? new SetLimit.Asker(LimitSetter.REGISTRAR, null, caller.subject())
                : new SetLimit.Asker(LimitSetter.HOLDER, access.organisation(), caller.subject());
        return set.set(id, request, asker).chain(answer -> view(answer.account())
                .map(view -> RequestId.answer(Response.ok(), view, answer.replayed())));
    }

    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<LimitsView> read(@RestPath String id) {
        return access.readable(id).chain(this::view);
    }

    private Uni<LimitsView> view(Account account) {
        return Uni.combine()
                .all()
                .unis(limits.of(pool, account.id()), pool.query(NOW).execute())
                .with((rules, rows) -> LimitsView.of(
                        account.publicId(),
                        account.id(),
                        rules,
                        DatabaseTime.of(rows.iterator().next(), "now")));
    }
}
