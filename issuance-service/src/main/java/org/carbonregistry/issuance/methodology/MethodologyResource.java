package org.carbonregistry.issuance.methodology;

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
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Answer;
import org.carbonregistry.issuance.Filters;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the methodologies. */
@Cancellable(false)
@Path("/v1/methodologies")
public class MethodologyResource {

    private final RegisterMethodology register;
    private final Transactions transactions;
    private final Caller caller;

    MethodologyResource(RegisterMethodology register, Transactions transactions, Caller caller) {
        this.register = register;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> register(NewMethodology asked) {
        return register.run(Shape.given(asked, null), Actor.of(caller)).map(MethodologyResource::created);
    }

    @POST
    @Path("/{code}/versions")
    @RolesAllowed("registrar")
    public Uni<Response> addVersion(@RestPath String code, Version version) {
        return register.addVersion(code, version, Actor.of(caller)).map(MethodologyResource::created);
    }

    @GET
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    public Uni<Page<Methodology>> list(@RestQuery String program, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1)[0];
        return Methodologies.page(transactions.reading(), Filters.program(program), after, most + 1)
                .map(read -> Page.of(read, most, m -> Cursor.encode(m.code())));
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    @APIResponseSchema(Methodology.class)
    public Uni<Response> get(@RestPath String code, @Context Request request) {
        return Methodologies.at(transactions.reading(), code).map(found -> Answer.read(request, found));
    }

    private static Response created(Methodology methodology) {
        return Response.created(URI.create("/v1/methodologies/" + methodology.code()))
                .entity(methodology)
                .build();
    }
}
