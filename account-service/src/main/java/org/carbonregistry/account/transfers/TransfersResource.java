package org.carbonregistry.account.transfers;

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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Transfers over HTTP. */
@Cancellable(false)
@Path("/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TransfersResource {

    private final Pool pool;
    private final Caller caller;
    private final AccountAccess access;
    private final Transfers transfers;
    private final ProposeTransfer proposal;
    private final ApproveTransfer approval;
    private final DecideTransfer decision;

    TransfersResource(
            Pool pool,
            Caller caller,
            AccountAccess access,
            Transfers transfers,
            ProposeTransfer proposal,
            ApproveTransfer approval,
            DecideTransfer decision) {
        this.pool = pool;
        this.caller = caller;
        this.access = access;
        this.transfers = transfers;
        this.proposal = proposal;
        this.approval = approval;
        this.decision = decision;
    }

    @POST
    @RolesAllowed("holder")
    public Uni<Response> propose(ProposeTransfer.Request request) {
        return proposal.propose(request, organisation(), caller.subject()).map(answer -> {
            Response.ResponseBuilder response = Response.created(
                            URI.create("/v1/transfers/" + answer.transfer().id()))
                    .entity(answer.transfer().view());
            return answer.replayed()
                    ? response.header("Idempotency-Replayed", "true").build()
                    : response.build();
        });
    }

    /** Of a second representative of the sender, who is not the one that proposed it. */
    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<RestResponse<Transfer.View>> approve(@RestPath String id) {
        return approval.approve(id(id), organisation(), caller.subject()).map(TransfersResource::decided);
    }

    @POST
    @Path("/{id}/accept")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<RestResponse<Transfer.View>> accept(@RestPath String id) {
        return decide(id, TransferStatus.SETTLED);
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<RestResponse<Transfer.View>> reject(@RestPath String id) {
        return decide(id, TransferStatus.REJECTED);
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("holder")
    public Uni<RestResponse<Transfer.View>> cancel(@RestPath String id) {
        return decide(id, TransferStatus.CANCELLED);
    }

    private Uni<RestResponse<Transfer.View>> decide(String id, TransferStatus next) {
        return decision.decide(id(id), next, organisation(), caller.subject()).map(TransfersResource::decided);
    }

    private static RestResponse<Transfer.View> decided(TransferAnswer answer) {
        RestResponse.ResponseBuilder<Transfer.View> response =
                RestResponse.ResponseBuilder.ok(answer.transfer().view());
        return answer.replayed()
                ? response.header("Idempotency-Replayed", "true").build()
                : response.build();
    }

    @GET
    @RolesAllowed({"holder", "developer", "registrar", "auditor"})
    public Uni<Page<Transfer.View>> list(
            @RestQuery String account, @RestQuery String status, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        Long number = account == null
                ? null
                : Long.valueOf(AccountNumber.parse(account)
                        .orElseThrow(() ->
                                new Refused(EdgeRefusal.INVALID_PARAMETER, account + " is no account", "account")));
        String[] after = cursor == null ? null : Cursor.decode(cursor, 2);
        TransferList asked = new TransferList(
                access.scope(),
                number,
                status == null ? null : TransferStatus.named(status),
                after == null ? null : time(after[0]),
                after == null ? null : cursorId(after[1]),
                most + 1);
        return transfers
                .list(pool, asked)
                .map(found -> Page.of(found, most, t -> Cursor.encode(t.proposedAt(), t.id())))
                .map(page ->
                        new Page<>(page.items().stream().map(Transfer::view).toList(), page.next()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"holder", "developer", "registrar", "auditor"})
    public Uni<Transfer.View> one(@RestPath String id) {
        String scope = access.scope();
        Refused unknown = new Refused(AccountRefusal.UNKNOWN_TRANSFER, "you can see no transfer " + id, null);
        return transfers.byId(pool, id(id)).chain(transfer -> {
            if (transfer == null) {
                throw unknown;
            }
            return isParty(transfer, scope).map(party -> {
                if (!party) {
                    throw unknown;
                }
                return transfer.view();
            });
        });
    }

    private Uni<Boolean> isParty(Transfer transfer, String scope) {
        return scope == null
                ? Uni.createFrom().item(true)
                : pool.preparedQuery("select 1 from account where id in ($1, $2) and organisation = $3")
                        .execute(Tuple.of(
                                transfer.from(), transfer.isOffered() ? transfer.to() : transfer.from(), scope))
                        .map(rows -> rows.rowCount() > 0);
    }

    private String organisation() {
        if (caller.organisation() == null) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "your token names no organisation", null);
        }
        return caller.organisation();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(AccountRefusal.UNKNOWN_TRANSFER, "there is no transfer " + text, null);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw foreignCursor();
        }
    }

    private static UUID cursorId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw foreignCursor();
        }
    }

    private static Refused foreignCursor() {
        return new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
    }
}
