package org.carbonregistry.account.organisations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
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
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.organisations.RegisterOrganisation.Request;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The register of organisations over HTTP. */
@Cancellable(false)
@Path("/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrganisationsResource {

    private static final String LIST =
            "select * from organisation where ($1::text is null or code > $1) order by code limit $2";

    private final Pool pool;
    private final Caller caller;
    private final RegisterOrganisation register;

    OrganisationsResource(Pool pool, Caller caller, RegisterOrganisation register) {
        this.pool = pool;
        this.caller = caller;
        this.register = register;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> register(Request request) {
        return register.register(request, caller.subject())
                .map(organisation -> Response.created(URI.create("/v1/organisations/" + organisation.code()))
                        .entity(organisation)
                        .build());
    }

    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<Organisation>> list(@RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        String after = cursor == null ? null : Cursor.decode(cursor, 1)[0];
        return pool.preparedQuery(LIST).execute(Tuple.of(after, most + 1)).map(rows -> {
            List<Organisation> read = new ArrayList<>();
            rows.forEach(row -> read.add(read(row)));
            return Page.of(read, most, o -> Cursor.encode(o.code()));
        });
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Organisation> one(@RestPath String code) {
        return pool.preparedQuery("select * from organisation where code = $1")
                .execute(Tuple.of(code))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "there is no organisation " + code, null);
                    }
                    return read(rows.iterator().next());
                });
    }

    private static Organisation read(Row row) {
        return new Organisation(
                row.getString("code"),
                row.getString("name"),
                row.getString("country"),
                row.getString("identifier"),
                row.getOffsetDateTime("registered_at").toInstant());
    }
}
