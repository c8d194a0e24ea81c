package org.carbonregistry.publicapi.retirement;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.carbonregistry.publicapi.search.Filter;
import org.carbonregistry.publicapi.search.Listing;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** How far the retirements of a list are. */
public class RetirementStatus {

    private static final String PENDING = "certificate-pending";
    private static final List<String> STATES = List.of("completed", PENDING);

    @QueryParam("status")
    @Parameter(
            description =
                    "completed (when absent), or certificate-pending: used up in the ledger, the certificate not here"
                            + " yet")
    public String status;

    /** The list that is asked for; refuses what is no status. */
    Listing<ListedRetirement> listing(UriInfo uri) {
        return PENDING.equals(new Filter(uri).word("status", STATES)) ? RetirementList.PENDING : RetirementList.LISTING;
    }
}
