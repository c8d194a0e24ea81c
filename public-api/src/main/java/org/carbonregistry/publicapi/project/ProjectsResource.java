package org.carbonregistry.publicapi.project;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.publicapi.search.Answer;
import org.carbonregistry.publicapi.search.DatedPage;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.MediaTypes;
import org.carbonregistry.publicapi.search.PageParameters;
import org.jboss.resteasy.reactive.RestResponse;

/** Projects as everyone may see them. */
@Path("/v1/projects")
public class ProjectsResource {

    private static final String ONE = "select " + ProjectList.DETAIL
            + """
            , (select coalesce(sum(y.retirements), 0)::bigint from block b join retired_in_year y on y.block = b.id
               where b.project = x.id)
            + (select count(distinct o.retirement) from block b join retirement_over_blocks o on o.block = b.id
               where b.project = x.id) as retirements
            from project x where x.id = $1
            """;
    private static final String EVENTS = "select * from project_event where project = $1 order by number";

    private final Pool pool;
    private final KnownCodes known;

    ProjectsResource(Pool pool, KnownCodes known) {
        this.pool = pool;
        this.known = known;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DatedPage<ListedProject>>> list(
            @BeanParam ProjectFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.page(pool, ProjectList.LISTING, ProjectFilter.conditions(uri, known), asked);
    }

    @GET
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> csv(@BeanParam ProjectFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.csv(pool, ProjectList.LISTING, ProjectFilter.conditions(uri, known), asked);
    }

    @GET
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> ndjson(
            @BeanParam ProjectFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.ndjson(pool, ProjectList.LISTING, ProjectFilter.conditions(uri, known), asked);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<DetailedProject> one(@PathParam("id") String id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "no project '" + id + "' is known here", null);
            }
            Row row = rows.iterator().next();
            return pool.preparedQuery(EVENTS).execute(Tuple.of(id)).map(events -> ProjectRows.detailed(row, events));
        });
    }
}
