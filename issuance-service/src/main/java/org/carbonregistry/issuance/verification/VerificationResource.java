package org.carbonregistry.issuance.verification;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Answer;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.Projects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** HTTP door of the verifications. */
@Cancellable(false)
@Path("/v1/projects/{project}/verifications")
public class VerificationResource {

    private static final LocalDate BEFORE_ALL = LocalDate.of(999, 12, 31);

    private final VerifyUnits verify;
    private final Transactions transactions;
    private final Caller caller;

    VerificationResource(VerifyUnits verify, Transactions transactions, Caller caller) {
        this.verify = verify;
        this.transactions = transactions;
        this.caller = caller;
    }

    /** The same request with the same {@code externalId} is answered with the first one, marked as a replay. */
    @POST
    @RolesAllowed({"verifier", "registrar"})
    @APIResponseSchema(value = Verification.class, responseCode = "201")
    public Uni<Response> verify(@RestPath String project, NewVerification asked) {
        return verify.run(project, Shape.given(asked, null), Actor.of(caller))
                .map(done -> Answer.made(
                        done,
                        "/v1/projects/" + project + "/verifications/"
                                + done.thing().id()));
    }

    @GET
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    public Uni<Page<Verification>> list(@RestPath String project, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        LocalDate after = cursor == null ? BEFORE_ALL : day(Cursor.decode(cursor, 1)[0]);
        return visible(project)
                .chain(() -> Verifications.page(transactions.reading(), project, after, most + 1))
                .map(read -> Page.of(read, most, v -> Cursor.encode(v.periodStart())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "verifier", "developer", "holder", "venue", "auditor"})
    @APIResponseSchema(Verification.class)
    public Uni<Response> get(@RestPath String project, @RestPath UUID id, @Context Request request) {
        return visible(project)
                .chain(() -> Verifications.find(transactions.reading(), id))
                .map(found -> {
                    if (found == null || !found.project().equals(project)) {
                        throw new Refused(EdgeRefusal.NOT_FOUND, "the project has no verification " + id, null);
                    }
                    return Answer.read(request, found);
                });
    }

    /** To whom a draft is not shown, it is not there. */
    private Uni<Project> visible(String project) {
        Actor actor = Actor.of(caller);
        boolean allDrafts = Projects.seesAllDrafts(caller);
        return Projects.at(transactions.reading(), project).invoke(found -> found.requireVisible(allDrafts, actor));
    }

    private static LocalDate day(String text) {
        try {
            return Shape.day(LocalDate.parse(text), "cursor");
        } catch (DateTimeParseException | Refused e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }
}
