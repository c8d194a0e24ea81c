package org.carbonregistry.account.courts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.RequestReason;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Transfers ordered by an authority over HTTP: registrars propose and decide them, registrar and auditor see them. */
@Cancellable(false)
@Path("/v1/court-transfers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CourtTransfersResource {

    private final Pool pool;
    private final Caller caller;
    private final CourtTransfers transfers;
    private final ProposeCourtTransfer proposal;
    private final ApproveCourtTransfer approval;
    private final RejectCourtTransfer rejection;

    CourtTransfersResource(
            Pool pool,
            Caller caller,
            CourtTransfers transfers,
            ProposeCourtTransfer proposal,
            ApproveCourtTransfer approval,
            RejectCourtTransfer rejection) {
        this.pool = pool;
        this.caller = caller;
        this.transfers = transfers;
        this.proposal = proposal;
        this.approval = approval;
        this.rejection = rejection;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Response> propose(CourtTransfer.Request request) {
        return proposal.propose(request, caller.subject())
                .map(answer -> RequestId.answer(
                        Response.created(URI.create(
                                "/v1/court-transfers/" + answer.transfer().id())),
                        answer.transfer().view(),
                        answer.replayed()));
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("registrar")
    public Uni<Response> approve(@RestPath String id) {
        return approval.approve(id(id), caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.transfer().view(), answer.replayed()));
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed("registrar")
    public Uni<Response> reject(@RestPath String id, RequestReason why) {
        return rejection
                .reject(id(id), RequestReason.of(why), caller.subject())
                .map(answer -> RequestId.answer(Response.ok(), answer.transfer().view(), answer.replayed()));
    }

    /** @param account from which or to which units are ordered to move */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Page<CourtTransfer.View>> list(
            @RestQuery String status, @RestQuery String account, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        RequestId.After after = RequestId.after(cursor);
        return transfers
                .list(
                        pool,
                        status == null ? null : CourtTransferStatus.named(status),
                        account == null ? null : account(account),
                        after.time(),
                        after.id(),
                        most + 1)
                .map(found -> Page.of(found, most, t -> Cursor.encode(t.proposedAt(), t.id())))
                .map(page -> new Page<>(
                        page.items().stream().map(CourtTransfer::view).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "auditor"})
    public Uni<CourtTransfer.View> one(@RestPath String id) {
        return transfers.byId(pool, id(id)).map(transfer -> {
            if (transfer == null) {
                throw new Refused(AccountRefusal.NOT_FOUND, "there is no order " + id, null);
            }
            return transfer.view();
        });
    }

    private static UUID id(String text) {
        return RequestId.uuid(text, AccountRefusal.NOT_FOUND, "order");
    }

    private static Long account(String id) {
        return AccountNumber.parse(id)
                .orElseThrow(() -> new Refused(EdgeRefusal.INVALID_PARAMETER, id + " is no account", "account"));
    }
}
