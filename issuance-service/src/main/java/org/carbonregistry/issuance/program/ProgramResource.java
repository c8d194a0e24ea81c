package org.carbonregistry.issuance.program;

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
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the programmes. */
@Cancellable(false)
@Path("/v1/programs")
public class ProgramResource {

    private final RegisterProgram register;
    private final CloseImport close;
    private final Transactions transactions;
    private final Caller caller;

    ProgramResource(RegisterProgram register, CloseImport close, Transactions transactions, Caller caller) {
        this.register = register;
        this.close = close;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> register(NewProgram asked) {
        return register.run(Shape.given(asked, null), Actor.of(caller))
                .map(p -> Response.created(URI.create("/v1/programs/" + p.code()))
                        .entity(p)
                        .build());
    }

    @GET
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    public Uni<Page<Program>> list(@RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1)[0];
        return Programs.page(transactions.reading(), after, most + 1)
                .map(read -> Page.of(read, most, p -> Cursor.encode(p.code())));
    }

    @GET
    @Path("/{code}")
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    @APIResponseSchema(Program.class)
    public Uni<Response> get(@RestPath String code, @Context Request request) {
        return Programs.at(transactions.reading(), code).map(found -> Answer.read(request, found));
    }

    @POST
    @Path("/{code}/import-closing")
    @RolesAllowed("registrar")
    public Uni<Program> proposeClosing(@RestPath String code) {
        return close.propose(code, Actor.of(caller));
    }

    @POST
    @Path("/{code}/import-closing/approve")
    @RolesAllowed("registrar")
    public Uni<Program> approveClosing(@RestPath String code) {
        return close.approve(code, Actor.of(caller));
    }
}
