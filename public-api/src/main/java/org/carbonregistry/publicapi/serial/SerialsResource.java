package org.carbonregistry.publicapi.serial;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.carbonregistry.publicapi.search.PageParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Anyone may ask what became of any serial number. */
@Path("/v1/serials")
@Tag(name = "serials")
public class SerialsResource {

    private final ReadSerialLife lives;

    SerialsResource(ReadSerialLife lives) {
        this.lives = lives;
    }

    @GET
    @Path("{serial}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The public life of units: issued, moved without owners, retired for whom",
            description = "A serial number, single or range, ours or one of a registry whose ledger was brought in."
                    + " 400 not-a-serial, 404 unknown-serial, 422 inconsistent-serial.")
    public Uni<SerialLife> read(
            @PathParam("serial") String serial,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        return lives.read(serial, cursor, PageParameters.limit(limit));
    }
}
