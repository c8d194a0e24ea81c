package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Answer;
import org.carbonregistry.issuance.Filters;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the issuances. */
@Cancellable(false)
@Path("/v1/issuances")
public class IssuanceResource {

    private static final UUID FIRST = new UUID(0, 0);

    private final RequestIssuance request;
    private final IssueCredits approve;
    private final RejectIssuance reject;
    private final Transactions transactions;
    private final Caller caller;

    IssuanceResource(
            RequestIssuance request,
            IssueCredits approve,
            RejectIssuance reject,
            Transactions transactions,
            Caller caller) {
        this.request = request;
        this.approve = approve;
        this.reject = reject;
        this.transactions = transactions;
        this.caller = caller;
    }

    /** The same request with the same {@code externalId} is answered with the first one, marked as a replay. */
    @POST
    @RolesAllowed({"developer", "registrar"})
    @APIResponseSchema(value = IssuanceView.class, responseCode = "201")
    public Uni<Response> request(@RestHeader("Idempotency-Key") String key, NewIssuance asked) {
        if (Shape.given(asked, null).externalId() == null && key == null) {
            throw IssuanceRefusal.FIELD_MISSING.of("Value comes into being: it needs an id of its own.", "/externalId");
        }
        return request.run(asked, Actor.of(caller))
                .map(done -> Answer.made(
                        done, "/v1/issuances/" + done.thing().issuance().id()));
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed("registrar")
    @APIResponseSchema(IssuanceView.class)
    public Uni<Response> approve(@RestPath UUID id, Reason reason) {
        return approve.run(id, Reason.given(reason).reason(), Actor.of(caller)).map(Answer::done);
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed("registrar")
    public Uni<Issuance> reject(@RestPath UUID id, Reason reason) {
        return reject.reject(id, Reason.needed(reason).reason(), Actor.of(caller));
    }

    @POST
    @Path("/{id}/withdraw")
    @RolesAllowed({"developer", "registrar"})
    public Uni<Issuance> withdraw(@RestPath UUID id, Reason reason) {
        return reject.withdraw(id, Reason.given(reason).reason(), Actor.of(caller));
    }

    /** With {@code status=approved} and a {@code decidedBefore} of some minutes ago: what the ledger does not open. */
    @GET
    @RolesAllowed({"registrar", "developer", "auditor"})
    public Uni<Page<Issuance>> list(
            @RestQuery String program,
            @RestQuery String project,
            @RestQuery String status,
            @RestQuery String decidedBefore,
            @RestQuery Integer limit,
            @RestQuery String cursor) {
        int most = Limit.of(limit);
        UUID after = cursor == null ? FIRST : position(Cursor.decode(cursor, 1)[0]);
        String organisation = seesAll() ? null : caller.organisation() == null ? "" : caller.organisation();
        return Issuances.page(
                        transactions.reading(),
                        new Issuances.IssuanceFilter(
                                organisation,
                                Filters.program(program),
                                project,
                                Filters.state(status, IssuanceState::named),
                                Filters.time(decidedBefore, "decidedBefore")),
                        after,
                        most + 1)
                .map(read -> Page.of(read, most, i -> Cursor.encode(i.id())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "developer", "auditor"})
    @APIResponseSchema(IssuanceView.class)
    public Uni<Response> get(@RestPath UUID id, @Context Request request) {
        boolean all = seesAll();
        Actor actor = Actor.of(caller);
        return Issuances.view(transactions.reading(), id).map(view -> {
            if (!all && !actor.actsFor(view.issuance().organisation())) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "there is no issuance " + id, null);
            }
            return Answer.read(request, view);
        });
    }

    private boolean seesAll() {
        return caller.hasRole("registrar") || caller.hasRole("auditor");
    }

    private static UUID position(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
