package org.carbonregistry.retirement.batch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.retirement.RetirementSettings;
import org.carbonregistry.retirement.retire.RetirementId;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Retirements in bulk over HTTP: one JSON object a line, of any number. */
@Path(RetirementBatchesResource.PATH)
public class RetirementBatchesResource {

    /** Where batches are sent to. */
    public static final String PATH = "/v1/retirement-batches";

    private static final String NDJSON = "application/x-ndjson";
    private static final String BEGIN = "insert into retirement_batch (id, organisation, actor) values ($1, $2, $3)";
    private static final String END = "update retirement_batch set status = $2, ended_at = now() where id = $1";

    private final Caller caller;
    private final Pool pool;
    private final StoreLines storeLines;
    private final FindBatches findBatches;
    private final RetirementSettings settings;

    RetirementBatchesResource(
            Caller caller, Pool pool, StoreLines storeLines, FindBatches findBatches, RetirementSettings settings) {
        this.caller = caller;
        this.pool = pool;
        this.storeLines = storeLines;
        this.findBatches = findBatches;
        this.settings = settings;
    }

    /** Takes a batch; each line is durable as soon as it was read. Answers when all is read. */
    @POST
    @Consumes(NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("holder")
    public Uni<Response> take(@Context HttpServerRequest request) {
        if (caller.organisation() == null) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "your token names no organisation", null);
        }
        Batch batch = new Batch(RetirementId.next(), caller.organisation(), caller.subject());
        Upload upload = new Upload(
                request,
                lines -> storeLines.store(batch, lines),
                settings.batchChunkLines(),
                settings.batchBufferBytes(),
                settings.batchLineBytes());
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(batch.id(), batch.organisation(), batch.actor()))
                .chain(upload::read)
                .onFailure()
                .call(failed -> end(batch, "interrupted"))
                .chain(whole -> end(batch, whole ? "received" : "interrupted"))
                .chain(() -> findBatches.state(batch.id(), batch.organisation()))
                .map(state -> Response.accepted(state)
                        .location(URI.create(PATH + "/" + batch.id()))
                        .build());
    }

    private Uni<Void> end(Batch batch, String status) {
        return pool.preparedQuery(END).execute(Tuple.of(batch.id(), status)).replaceWithVoid();
    }

    /** How far a batch is. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "registrar", "auditor"})
    public Uni<BatchState> state(@RestPath String id) {
        return visible(id);
    }

    /** The outcome of every line after {@code after}, one JSON object a line, as they are now. */
    @GET
    @Path("/{id}/outcomes")
    @Produces(NDJSON)
    @RolesAllowed({"holder", "registrar", "auditor"})
    public Multi<BatchOutcome> outcomes(@RestPath String id, @RestQuery Long after) {
        return visible(id)
                .onItem()
                .transformToMulti(batch -> findBatches.outcomes(batch.id(), after == null ? 0 : after));
    }

    private Uni<BatchState> visible(String id) {
        boolean all = caller.hasRole("registrar") || caller.hasRole("auditor");
        String organisation = all ? null : caller.organisation() == null ? "" : caller.organisation();
        return findBatches.state(uuid(id), organisation).map(found -> {
            if (found == null) {
                throw notFound(id);
            }
            return found;
        });
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static Refused notFound(String id) {
        return new Refused(EdgeRefusal.NOT_FOUND, "there is no batch " + id + " that you may see", null);
    }
}
