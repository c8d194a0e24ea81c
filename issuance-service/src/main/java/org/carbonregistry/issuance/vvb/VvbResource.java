package org.carbonregistry.issuance.vvb;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Answer;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the validation and verification bodies. */
@Cancellable(false)
@Path("/v1/vvbs")
public class VvbResource {

    private final RegisterVvb register;
    private final Transactions transactions;
    private final Caller caller;

    VvbResource(RegisterVvb register, Transactions transactions, Caller caller) {
        this.register = register;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> register(NewVvb asked) {
        return register.run(Shape.given(asked, null), Actor.of(caller))
                .map(v -> Response.created(URI.create("/v1/vvbs/" + v.code()))
                        .entity(v)
                        .build());
    }

    @POST
    @Path("/{code}/suspend")
    @RolesAllowed("registrar")
    public Uni<Vvb> suspend(@RestPath String code, Reason reason) {
        return register.move(code, VvbState.SUSPENDED, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{code}/reinstate")
    @RolesAllowed("registrar")
    public Uni<Vvb> reinstate(@RestPath String code, Reason reason) {
        return register.move(code, VvbState.ACTIVE, Reason.needed(reason), Actor.of(caller));
    }

    @GET
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    public Uni<Page<Vvb>> list(@RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1)[0];
        return Vvbs.page(transactions.reading(), after, most + 1)
                .map(read -> Page.of(read, most, v -> Cursor.encode(v.code())));
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    @APIResponseSchema(Vvb.class)
    public Uni<Response> get(@RestPath String code, @Context Request request) {
        return Vvbs.at(transactions.reading(), code).map(found -> Answer.read(request, found));
    }
}
