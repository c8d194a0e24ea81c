package org.carbonregistry.issuance.project;

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
import org.carbonregistry.issuance.Filters;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the projects. */
@Cancellable(false)
@Path("/v1/projects")
public class ProjectResource {

    private final RegisterProject register;
    private final MoveProject move;
    private final ValidateProject validate;
    private final Transactions transactions;
    private final Caller caller;

    ProjectResource(
            RegisterProject register,
            MoveProject move,
            ValidateProject validate,
            Transactions transactions,
            Caller caller) {
        this.register = register;
        this.move = move;
        this.validate = validate;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({"developer", "registrar"})
    @APIResponseSchema(value = Project.class, responseCode = "201")
    public Uni<Response> register(NewProject asked) {
        return register.run(Shape.given(asked, null), Actor.of(caller))
                .map(done -> Answer.made(done, "/v1/projects/" + done.thing().id()));
    }

    @GET
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    public Uni<Page<Project>> list(
            @RestQuery String program,
            @RestQuery String country,
            @RestQuery String type,
            @RestQuery String status,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1)[0];
        Projects.ProjectFilter filter = new Projects.ProjectFilter(
                Filters.program(program),
                Filters.country(country),
                type,
                Filters.state(status, ProjectState::named),
                Projects.seesAllDrafts(caller),
                caller.organisation());
        return Projects.page(transactions.reading(), filter, after, most + 1)
                .map(read -> Page.of(read, most, p -> Cursor.encode(p.id())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    @APIResponseSchema(ProjectView.class)
    public Uni<Response> get(@RestPath String id, @Context Request request) {
        boolean allDrafts = Projects.seesAllDrafts(caller);
        Actor actor = Actor.of(caller);
        return Projects.at(transactions.reading(), id).chain(project -> {
            project.requireVisible(allDrafts, actor);
            return Projects.history(transactions.reading(), id)
                    .map(history -> Answer.read(request, new ProjectView(project, history)));
        });
    }

    @POST
    @Path("/{id}/list")
    @RolesAllowed({"developer", "registrar"})
    public Uni<Project> list(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.LIST, Reason.given(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/validations")
    @RolesAllowed("verifier")
    public Uni<Response> validate(@RestPath String id, NewValidation asked) {
        return validate.run(id, Shape.given(asked, null), Actor.of(caller))
                .map(v -> Response.created(URI.create("/v1/projects/" + id))
                        .entity(v)
                        .build());
    }

    @POST
    @Path("/{id}/register")
    @RolesAllowed("registrar")
    public Uni<Project> register(@RestPath String id, Registration registration) {
        return move.register(
                id, registration == null ? new Registration(null, null, null) : registration, Actor.of(caller));
    }

    @POST
    @Path("/{id}/suspend")
    @RolesAllowed("registrar")
    public Uni<Project> suspend(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.SUSPEND, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/reinstate")
    @RolesAllowed("registrar")
    public Uni<Project> reinstate(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.REINSTATE, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/complete")
    @RolesAllowed("registrar")
    public Uni<Project> complete(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.COMPLETE, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/withdraw")
    @RolesAllowed({"developer", "registrar"})
    public Uni<Project> withdraw(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.WITHDRAW, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed("registrar")
    public Uni<Project> reject(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.REJECT, Reason.needed(reason), Actor.of(caller));
    }

    @POST
    @Path("/{id}/deregister")
    @RolesAllowed("registrar")
    public Uni<Project> deregister(@RestPath String id, Reason reason) {
        return move.run(id, ProjectMove.DEREGISTER, Reason.needed(reason), Actor.of(caller));
    }
}
