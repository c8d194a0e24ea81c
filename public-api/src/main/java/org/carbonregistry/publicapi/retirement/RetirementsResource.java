package org.carbonregistry.publicapi.retirement;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.publicapi.search.Answer;
import org.carbonregistry.publicapi.search.DatedPage;
import org.carbonregistry.publicapi.search.MediaTypes;
import org.carbonregistry.publicapi.search.PageParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Retirements as everyone may see them. */
@Path("/v1/retirements")
public class RetirementsResource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BY_NUMBER = "select " + RetirementList.DETAIL + " from retirement x where ";
    private static final String PENDING_BY_ID =
            "select " + PendingSql.DETAIL + " from (select * from " + PendingSql.ROWS + " where r.id = $1) x";

    private final Pool pool;
    private final RetirementFilter.Reader filters;

    RetirementsResource(Pool pool, RetirementFilter.Reader filters) {
        this.pool = pool;
        this.filters = filters;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DatedPage<ListedRetirement>>> list(
            @BeanParam RetirementFilter filter,
            @BeanParam RetirementStatus status,
            @BeanParam PageParameters asked,
            @Context UriInfo uri) {
        return Answer.page(pool, status.listing(uri), filters.conditions(uri), asked);
    }

    @GET
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> csv(
            @BeanParam RetirementFilter filter,
            @BeanParam RetirementStatus status,
            @BeanParam PageParameters asked,
            @Context UriInfo uri) {
        return Answer.csv(pool, status.listing(uri), filters.conditions(uri), asked);
    }

    @GET
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> ndjson(
            @BeanParam RetirementFilter filter,
            @BeanParam RetirementStatus status,
            @BeanParam PageParameters asked,
            @Context UriInfo uri) {
        return Answer.ndjson(pool, status.listing(uri), filters.conditions(uri), asked);
    }

    @GET
    @Path("/{certificateNumber}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            description = "A retirement by its certificate number, or by its id: then also while its certificate is"
                    + " pending.")
    public Uni<ListedRetirement> one(@PathParam("certificateNumber") String number) {
        boolean byId = ID.matcher(number).matches();
        Object value = byId ? UUID.fromString(number) : number;
        return read(BY_NUMBER + (byId ? "id = $1" : "certificate_number = $1"), value)
                .chain(found -> found == null && byId
                        ? read(PENDING_BY_ID, value)
                        : Uni.createFrom().item(found))
                .onItem()
                .ifNull()
                .failWith(
                        () -> new Refused(EdgeRefusal.NOT_FOUND, "no retirement '" + number + "' is known here", null));
    }

    private Uni<ListedRetirement> read(String one, Object value) {
        return pool.preparedQuery(one)
                .execute(Tuple.of(value))
                .map(rows -> rows.rowCount() == 0
                        ? null
                        : RetirementRows.listed(rows.iterator().next()));
    }
}
