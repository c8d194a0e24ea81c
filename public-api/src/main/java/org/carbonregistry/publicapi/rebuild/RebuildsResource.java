package org.carbonregistry.publicapi.rebuild;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** One command makes every projection anew; what it does is {@link RebuildProjections}. */
@Cancellable(false)
@Path("/v1/rebuilds")
public class RebuildsResource {

    private static final String REQUEST =
            "insert into rebuild (id, actor) values ($1, $2) on conflict do nothing returning *";
    private static final String LATEST = "select * from rebuild order by started_at desc, id limit 100";
    private static final String ONE = "select * from rebuild where id = $1";

    private final Pool pool;
    private final Caller caller;

    RebuildsResource(Pool pool, Caller caller) {
        this.pool = pool;
        this.caller = caller;
    }

    /** Asks for a rebuild. The row is the command: whatever crashes after its commit, some replica does it. */
    @POST
    @RolesAllowed("registrar")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Rebuild.class)))
    public Uni<RestResponse<Rebuild>> request() {
        return pool.preparedQuery(REQUEST)
                .execute(Tuple.of(UUID.randomUUID(), caller.subject()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(
                                RebuildRefusal.REBUILD_RUNNING, "a rebuild is not finished; see /v1/rebuilds", null);
                    }
                    Rebuild rebuild = rebuild(rows.iterator().next());
                    return RestResponse.ResponseBuilder.create(Response.Status.ACCEPTED, rebuild)
                            .location(URI.create("/v1/rebuilds/" + rebuild.id()))
                            .build();
                });
    }

    /** The latest hundred, newest first. */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Page<Rebuild>> list() {
        return pool.query(LATEST).execute().map(rows -> {
            List<Rebuild> items = new ArrayList<>();
            rows.forEach(row -> items.add(rebuild(row)));
            return new Page<>(items, null);
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Rebuild> one(@PathParam("id") UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "no rebuild " + id + " is known here", null);
            }
            return rebuild(rows.iterator().next());
        });
    }

    private static Rebuild rebuild(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new Rebuild(
                row.getUUID("id"),
                row.getString("state"),
                row.getLong("facts"),
                row.getString("detail"),
                row.getString("actor"),
                row.getOffsetDateTime("started_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
