package org.carbonregistry.account.settlements;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Settles one hold: a trade of one leg. */
@Cancellable(false)
@Path("/v1/holds/{id}/settle")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettleHoldResource {

    /** A trade of one leg, out of the hold in the address; see {@link TradeRequest}. */
    public record Request(
            String tradeId,
            Long quantity,
            String buyerAccount,
            String rest,
            String price,
            String currency,
            Settlement.ContractRef contractRef,
            Boolean dryRun) {}

    private final Caller caller;
    private final AccountAccess access;
    private final SettleTrade settle;

    SettleHoldResource(Caller caller, AccountAccess access, SettleTrade settle) {
        this.caller = caller;
        this.access = access;
        this.settle = settle;
    }

    @POST
    @RolesAllowed("venue")
    public Uni<Response> settle(@RestPath String id, Request r) {
        if (r == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        TradeRequest.Leg leg = new TradeRequest.Leg(
                RequestId.uuid(id, AccountRefusal.UNKNOWN_HOLD, "hold"), r.quantity(), r.buyerAccount(), r.rest());
        TradeRequest trade =
                new TradeRequest(r.tradeId(), List.of(leg), r.price(), r.currency(), r.contractRef(), r.dryRun());
        return settle.settle(trade, access.organisation(), caller.subject()).map(SettlementsResource::response);
    }
}
