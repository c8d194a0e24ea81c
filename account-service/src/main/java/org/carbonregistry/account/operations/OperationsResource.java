package org.carbonregistry.account.operations;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Any operation of an organisation by the externalId it was asked for under: what a caller looks up that lost an answer.
 * There is one operation of a kind at most; two kinds can have the same name.
 */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private static final int LONGEST = 200;

    private final Operations operations;
    private final Caller caller;
    private final AccountAccess access;

    OperationsResource(Operations operations, Caller caller, AccountAccess access) {
        this.operations = operations;
        this.caller = caller;
        this.access = access;
    }

    /**
     * The operations of that name.
     *
     * @param organisation whose; others than registrar and auditor have their own, and these name one, or none for what
     *     registrars did on the order of an authority
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer", "venue"})
    public Uni<Page<Operations.Operation>> find(@RestQuery String externalId, @RestQuery String organisation) {
        if (externalId == null || externalId.isBlank() || externalId.length() > LONGEST) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER,
                    "externalId of 1 to " + LONGEST + " characters names what is looked for",
                    "externalId");
        }
        return operations.find(whose(organisation), externalId).map(found -> new Page<>(found, null));
    }

    private String whose(String organisation) {
        if (access.readsAll()) {
            if (organisation != null && organisation.isBlank()) {
                throw new Refused(
                        EdgeRefusal.INVALID_PARAMETER, "organisation says whose externalId it is", "organisation");
            }
            return organisation;
        }
        String own = caller.organisation();
        if (own == null || organisation != null && !organisation.equals(own)) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "you look up operations of your own organisation", "organisation");
        }
        return own;
    }
}
