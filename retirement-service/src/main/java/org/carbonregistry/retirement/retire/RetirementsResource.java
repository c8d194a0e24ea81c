package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.retirement.NextPage;
import org.carbonregistry.retirement.RetirementSettings;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Retirements over HTTP. */
@Cancellable(false)
@Path("/v1/retirements")
public class RetirementsResource {

    private final Caller caller;
    private final RetirementIds ids;
    private final GatherOrders gatherOrders;
    private final AwaitOutcome awaitOutcome;
    private final FindRetirements findRetirements;
    private final ApproveRetirement approveRetirement;
    private final RejectRetirement rejectRetirement;
    private final RetirementSettings settings;

    RetirementsResource(
            Caller caller,
            RetirementIds ids,
            GatherOrders gatherOrders,
            AwaitOutcome awaitOutcome,
            FindRetirements findRetirements,
            ApproveRetirement approveRetirement,
            RejectRetirement rejectRetirement,
            RetirementSettings settings) {
        this.caller = caller;
        this.ids = ids;
        this.gatherOrders = gatherOrders;
        this.awaitOutcome = awaitOutcome;
        this.findRetirements = findRetirements;
        this.approveRetirement = approveRetirement;
        this.rejectRetirement = rejectRetirement;
        this.settings = settings;
    }

    /** Orders a retirement: 202, or with {@code Prefer: wait} the finished retirement or its refusal. */
    @POST
    @RolesAllowed({"holder", "venue"})
    public Uni<Response> retire(RetirementRequest request, @Context HttpHeaders headers) {
        if (request == null) {
            throw new Refused(EdgeRefusal.MALFORMED_BODY, "the body is missing", null);
        }
        String organisation = caller.organisation();
        OptionalInt wait = WaitPreference.read(headers.getRequestHeader("Prefer"), settings.longestWait());
        Order order = RetireCredits.read(request);
        OrderingRole.require(order, OrderingRole.of(caller::hasRole));
        return gatherOrders
                .store(new RequestedOrder(ids.next(), order, organisation, caller.subject()))
                .chain(stored -> {
                    if (stored.refusal() != null) {
                        throw stored.refusal();
                    }
                    return outcome(stored, organisation, wait)
                            .map(retirement -> answer(retirement, stored.repeated(), wait));
                });
    }

    /** A repeated order may be decided long since: then nobody waits. */
    private Uni<Retirement> outcome(StoredOrder stored, String organisation, OptionalInt wait) {
        Uni<Retirement> now = findRetirements.one(stored.retirement(), organisation);
        Uni<Retirement> later = waited(stored, wait).chain(() -> now);
        return stored.repeated()
                ? now.chain(found -> found.isDecided() ? Uni.createFrom().item(found) : later)
                : later;
    }

    private Uni<Boolean> waited(StoredOrder stored, OptionalInt wait) {
        return wait.isEmpty()
                ? Uni.createFrom().item(false)
                : awaitOutcome.decided(stored.retirement(), Duration.ofSeconds(wait.getAsInt()));
    }

    private static Response answer(Retirement retirement, boolean repeated, OptionalInt wait) {
        if (retirement.isRefused()) {
            throw new Refused(
                    new LedgerRefusal(retirement.code(), Boolean.TRUE.equals(retirement.retryable())),
                    retirement.detail(),
                    retirement.pointer());
        }
        int status = !retirement.isCompleted() ? 202 : repeated ? 200 : 201;
        Response.ResponseBuilder answer =
                Response.status(status).entity(retirement).location(URI.create("/v1/retirements/" + retirement.id()));
        if (repeated) {
            answer.header("Idempotency-Replayed", "true");
        }
        wait.ifPresent(seconds -> answer.header("Preference-Applied", "wait=" + seconds));
        return answer.build();
    }

    /**
     * A second representative approves a retirement that is more than one may order alone: 202, it goes to the ledger with
     * that. Its outcome is found where every retirement's is.
     */
    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<Response> approve(@RestPath String id) {
        String organisation = visibleTo();
        return approveRetirement
                .approve(uuid(id), organisation, caller.subject())
                .chain(repeated -> findRetirements.one(uuid(id), organisation).map(found -> {
                    Response.ResponseBuilder answer = Response.accepted(found);
                    return repeated
                            ? answer.header("Idempotency-Replayed", "true").build()
                            : answer.build();
                }));
    }

    /** Any representative rejects a retirement that waits for an approval: 200, it is refused. */
    @POST
    @Path("/{id}/reject")
    @RolesAllowed("holder")
    public Uni<Response> reject(@RestPath String id, RejectionRequest why) {
        String organisation = visibleTo();
        return rejectRetirement
                .reject(uuid(id), organisation, caller.subject(), RejectionRequest.reason(why))
                .chain(repeated -> findRetirements.one(uuid(id), organisation).map(found -> {
                    Response.ResponseBuilder answer = Response.ok(found);
                    return repeated
                            ? answer.header("Idempotency-Replayed", "true").build()
                            : answer.build();
                }));
    }

    /** One retirement. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"holder", "venue", "registrar", "auditor"})
    public Uni<RestResponse<Retirement>> one(@RestPath String id, @Context Request request) {
        return findRetirements.one(uuid(id), visibleTo()).map(found -> {
            if (found == null) {
                throw notFound(id);
            }
            EntityTag tag =
                    new EntityTag(found.id() + "-" + found.status() + (found.approvedAt() == null ? "" : "-approved"));
            Response.ResponseBuilder same = request.evaluatePreconditions(tag);
            return same == null
                    ? RestResponse.ResponseBuilder.ok(found).tag(tag).build()
                    : RestResponse.ResponseBuilder.<Retirement>notModified()
                            .tag(tag)
                            .build();
        });
    }

    /** Retirements, newest first: a holder's own, everybody's for registrar and auditor. */
    @GET
    @RolesAllowed({"holder", "venue", "registrar", "auditor"})
    public Uni<Page<Retirement>> list(
            @RestQuery String account,
            @RestQuery String program,
            @RestQuery String status,
            @RestQuery String externalId,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @RestQuery String limit,
            @RestQuery String cursor) {
        plain(account, "account");
        plain(program, "program");
        plain(externalId, "externalId");
        return findRetirements.page(
                new FindRetirements.Filter(
                        visibleTo(), account, program, FindRetirements.Status.of(status), externalId),
                NextPage.limit(limit),
                cursor);
    }

    private static void plain(String value, String parameter) {
        if (value != null && (value.length() > 200 || value.indexOf('\0') >= 0)) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER, parameter + " is a text of 1 to 200 characters", parameter);
        }
    }

    /** The organisation whose retirements the caller may see; null for all. */
    private String visibleTo() {
        if (caller.hasRole("registrar") || caller.hasRole("auditor")) {
            return null;
        }
        return caller.organisation() == null ? "" : caller.organisation();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static Refused notFound(String id) {
        return new Refused(EdgeRefusal.NOT_FOUND, "there is no retirement " + id + " that you may see", null);
    }
}
