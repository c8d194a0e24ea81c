package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The register of accounts over HTTP. */
@Cancellable(false)
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountsResource {

    private static final String LIST =
            """
            select * from account
            where ($1::text is null or organisation = $1) and ($2::text is null or organisation = $2) and id > $3
              and ($5::bigint is null or parent = $5)
            order by id limit $4
            """;

    /** Why an account is suspended, reinstated or closed. */
    public record Reason(String reason) {}

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final OpenAccount openAccount;
    private final ChangeAccount changeAccount;

    AccountsResource(
            Pool pool, Caller caller, AccountAccess access, OpenAccount openAccount, ChangeAccount changeAccount) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.openAccount = openAccount;
        this.changeAccount = changeAccount;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> open(OpenAccount.Request request) {
        return openAccount.open(request, caller.subject()).map(account -> Response.created(
                        URI.create("/v1/accounts/" + account.publicId()))
                .entity(AccountView.of(account))
                .build());
    }

    @POST
    @Path("/{id}/suspend")
    @RolesAllowed("registrar")
    public Uni<RestResponse<AccountView>> suspend(@RestPath String id, Reason why) {
        return change(id, AccountMove.SUSPEND, why);
    }

    @POST
    @Path("/{id}/reinstate")
    @RolesAllowed("registrar")
    public Uni<RestResponse<AccountView>> reinstate(@RestPath String id, Reason why) {
        return change(id, AccountMove.REINSTATE, why);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed("registrar")
    public Uni<RestResponse<AccountView>> close(@RestPath String id, Reason why) {
        return change(id, AccountMove.CLOSE, why);
    }

    private Uni<RestResponse<AccountView>> change(String id, AccountMove move, Reason why) {
        return changeAccount
                .change(id, move, why == null ? null : why.reason(), caller.subject())
                .map(answer -> {
                    RestResponse.ResponseBuilder<AccountView> response =
                            RestResponse.ResponseBuilder.ok(AccountView.of(answer.account()));
                    return answer.replayed()
                            ? response.header("Idempotency-Replayed", "true").build()
                            : response.build();
                });
    }

    /**
     * Accounts, in order of their numbers.
     *
     * @param parent only the sub-accounts of this account
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<AccountView>> list(
            @RestQuery String organisation,
            @RestQuery String parent,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        Long above = parent == null
                ? null
                : Long.valueOf(AccountNumber.parse(parent)
                        .orElseThrow(
                                () -> new Refused(EdgeRefusal.INVALID_PARAMETER, parent + " is no account", "parent")));
        long after = cursor == null
                ? 0
                : AccountNumber.parse(Cursor.decode(cursor, 1)[0])
                        .orElseThrow(() -> new Refused(
                                EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor"));
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organisation, access.scope(), after, most + 1, above))
                .map(rows -> {
                    List<AccountView> read = new ArrayList<>();
                    rows.forEach(row -> read.add(AccountView.of(Accounts.read(row))));
                    return Page.of(read, most, a -> Cursor.encode(a.id()));
                });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<AccountView> one(@RestPath String id) {
        return access.readable(id).map(AccountView::of);
    }
}
