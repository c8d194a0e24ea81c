package org.carbonregistry.publicapi.ledger;

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
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.publicapi.search.Answer;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.DatedPage;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.MediaTypes;
import org.carbonregistry.publicapi.search.PageParameters;
import org.jboss.resteasy.reactive.RestResponse;

/** Blocks as everyone may see them. */
@Path("/v1/blocks")
public class BlocksResource {

    private static final String ONE = "select " + BlockList.DETAIL
            + """
            , d.verification, d.not_stated, d.derived,
              (select count(*) from unit_event e where e.block = x.id and e.shown) as movements,
              (select coalesce(sum(e.last_unit - e.first_unit + 1), 0)::bigint
               from retirement_awaited a join unit_event e on e.retirement = a.retirement
               where e.block = x.id and e.shown
                 and not exists (select from retirement r where r.id = a.retirement)) as certificate_pending,
              (select count(*) from block_source_range s where s.block = x.id) as source_ranges
            from (select """
            + " " + BlockList.COLUMNS + " from " + BlockList.FROM + " where b.id = $1) x"
            + " left join issuance_decision d on d.block = x.id";

    private final Pool pool;
    private final KnownCodes known;

    BlocksResource(Pool pool, KnownCodes known) {
        this.pool = pool;
        this.known = known;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DatedPage<ListedBlock>>> list(
            @BeanParam BlockFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.page(pool, BlockList.LISTING, BlockFilter.conditions(uri, known), asked);
    }

    @GET
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> csv(@BeanParam BlockFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.csv(pool, BlockList.LISTING, BlockFilter.conditions(uri, known), asked);
    }

    @GET
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> ndjson(@BeanParam BlockFilter filter, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.ndjson(pool, BlockList.LISTING, BlockFilter.conditions(uri, known), asked);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<DetailedBlock> one(@PathParam("id") String id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw unknown(id);
            }
            return BlockRows.detailed(rows.iterator().next());
        });
    }

    @GET
    @Path("/{id}/source-ranges")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DatedPage<SourceRangeList.Item>>> sourceRanges(
            @PathParam("id") String id, @BeanParam PageParameters asked, @Context UriInfo uri) {
        return Answer.page(pool, SourceRangeList.LISTING, rangesOf(id), asked);
    }

    @GET
    @Path("/{id}/source-ranges")
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> sourceRangesCsv(@PathParam("id") String id, @BeanParam PageParameters asked) {
        return Answer.csv(pool, SourceRangeList.LISTING, rangesOf(id), asked);
    }

    @GET
    @Path("/{id}/source-ranges")
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> sourceRangesNdjson(@PathParam("id") String id, @BeanParam PageParameters asked) {
        return Answer.ndjson(pool, SourceRangeList.LISTING, rangesOf(id), asked);
    }

    private Uni<Conditions> rangesOf(String block) {
        return pool.preparedQuery("select from block where id = $1")
                .execute(Tuple.of(block))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw unknown(block);
                    }
                    return new Conditions().and("s.block = ?", block);
                });
    }

    private static Refused unknown(String id) {
        return new Refused(EdgeRefusal.NOT_FOUND, "no block '" + id + "' is known here", null);
    }
}
