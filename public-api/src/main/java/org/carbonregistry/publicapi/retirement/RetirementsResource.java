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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Retirements as everyone may see them. */
@Path("/v1/retirements")
public class RetirementsResource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BY_NUMBER = "select " + RetirementList.DETAIL + " from retirement x where ";
    private static final String IN_LEDGER =
            """
            select b.program, b.country, b.project_code, b.vintage, b.number as block_number, e.first_unit, e.last_unit,
              e.effective_date, e.time
            from unit_event e join block b on b.id = e.block
            where e.retirement = $1 and e.shown order by b.program, b.number, e.number
            """;

    private final Pool pool;
    private final RetirementFilter.Reader filters;

    RetirementsResource(Pool pool, RetirementFilter.Reader filters) {
        this.pool = pool;
        this.filters = filters;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DatedPage<ListedRetirement>>> list(
            @BeanParam RetirementFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.page(pool, RetirementList.LISTING, filters.conditions(uri), asked, uri);
    }

    @GET
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> csv(
            @BeanParam RetirementFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.csv(pool, RetirementList.LISTING, filters.conditions(uri), asked);
    }

    @GET
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> ndjson(
            @BeanParam RetirementFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.ndjson(pool, RetirementList.LISTING, filters.conditions(uri), asked);
    }

    @GET
    @Path("/{certificateNumber}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            description = "A retirement by its certificate number, or by its id: then also while its certificate is"
                    + " pending.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {ListedRetirement.class, PendingRetirement.class})))
    public Uni<Record> one(@PathParam("certificateNumber") String number) {
        boolean byId = ID.matcher(number).matches();
        Object value = byId ? UUID.fromString(number) : number;
        return pool.preparedQuery(BY_NUMBER + (byId ? "id = $1" : "certificate_number = $1"))
                .execute(Tuple.of(value))
                .chain(rows -> {
                    if (rows.rowCount() > 0) {
                        return Uni.createFrom()
                                .item(ListedRetirement.of(rows.iterator().next()));
                    }
                    return byId ? pending((UUID) value) : Uni.createFrom().<Record>nullItem();
                })
                .onItem()
                .ifNull()
                .failWith(
                        () -> new Refused(EdgeRefusal.NOT_FOUND, "no retirement '" + number + "' is known here", null));
    }

    private Uni<Record> pending(UUID id) {
        return pool.preparedQuery(IN_LEDGER).execute(Tuple.of(id)).map(rows -> PendingRetirement.of(id, rows));
    }
}
