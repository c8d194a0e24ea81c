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

/** The register of accounts over HTTP. */
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountsResource {

    private static final String LIST =
            """
            select * from account
            where ($1::text is null or organisation = $1) and ($2::text is null or organisation = $2) and id > $3
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
    public Uni<AccountView> suspend(@RestPath String id, Reason why) {
        return changeAccount
                .change(id, AccountStatus::suspend, reason(why), caller.subject())
                .map(AccountView::of);
    }

    @POST
    @Path("/{id}/reinstate")
    @RolesAllowed("registrar")
    public Uni<AccountView> reinstate(@RestPath String id, Reason why) {
        return changeAccount
                .change(id, AccountStatus::reinstate, reason(why), caller.subject())
                .map(AccountView::of);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed("registrar")
    public Uni<AccountView> close(@RestPath String id, Reason why) {
        return changeAccount
                .change(id, AccountStatus::close, reason(why), caller.subject())
                .map(AccountView::of);
    }

    private static String reason(Reason why) {
        return why == null ? null : why.reason();
    }

    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<AccountView>> list(
            @RestQuery String organisation, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        long after = cursor == null
                ? 0
                : AccountNumber.parse(Cursor.decode(cursor, 1)[0])
                        .orElseThrow(() -> new Refused(
                                EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor"));
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organisation, access.scope(), after, most + 1))
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
