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
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.lines.LineOutcomes;
import org.carbonregistry.events.lines.Upload;
import org.carbonregistry.retirement.NextPage;
import org.carbonregistry.retirement.RetirementSettings;
import org.carbonregistry.retirement.retire.OrderingRole;
import org.carbonregistry.retirement.retire.RetirementIds;
import org.carbonregistry.retirement.retire.RetirementRequest;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Retirements in bulk over HTTP: one JSON object a line, of any number. */
@Cancellable(false)
@Path(RetirementBatchesResource.PATH)
public class RetirementBatchesResource {

    /** Where batches are sent to. */
    public static final String PATH = "/v1/retirement-batches";

    private static final Logger LOG = Logger.getLogger(RetirementBatchesResource.class);
    private static final String NDJSON = "application/x-ndjson";
    private static final String BEGIN = "insert into retirement_batch (id, organisation, actor) values ($1, $2, $3)";
    private static final String END = "update retirement_batch set status = $2, ended_at = now() where id = $1";

    private final Caller caller;
    private final Pool pool;
    private final RetirementIds ids;
    private final StoreLines storeLines;
    private final FindBatches findBatches;
    private final RetirementSettings settings;

    RetirementBatchesResource(
            Caller caller,
            Pool pool,
            RetirementIds ids,
            StoreLines storeLines,
            FindBatches findBatches,
            RetirementSettings settings) {
        this.caller = caller;
        this.pool = pool;
        this.ids = ids;
        this.storeLines = storeLines;
        this.findBatches = findBatches;
        this.settings = settings;
    }

    /** Takes a batch; each line is durable as soon as it was read. Answers when all is read. */
    @POST
    @Consumes(NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "venue"})
    @RequestBody(
            required = true,
            description = "One retirement a line, of any number",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = RetirementRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "All was read; the outcomes are at the Location",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BatchState.class)))
    public Uni<Response> take(@Context HttpServerRequest request) {
        if (caller.organisation() == null) {
            throw new Refused(EdgeRefusal.FORBIDDEN, "your token names no organisation", null);
        }
        Batch batch = new Batch(ids.next(), caller.organisation(), caller.subject(), OrderingRole.of(caller::hasRole));
        Upload upload = new Upload(
                request,
                lines -> storeLines.store(batch, lines),
                new Upload.Bounds(settings.batchChunkLines(), settings.batchBufferBytes(), settings.batchLineBytes()));
        // The framework drops the answer when the client goes away; what was read is stored and counted all the same.
        Uni<Void> work = pool.preparedQuery(BEGIN)
                .execute(Tuple.of(batch.id(), batch.organisation(), batch.actor()))
                .chain(upload::read)
                .onFailure()
                .call(failed -> end(batch, "interrupted"))
                .chain(whole -> end(batch, whole ? "received" : "interrupted"))
                .memoize()
                .indefinitely();
        work.subscribe()
                .with(done -> {}, failed -> LOG.warnf("batch %s broke off: %s", batch.id(), failed.getMessage()));
        return work.chain(() -> findBatches.state(batch.id(), batch.organisation()))
                .map(state -> Response.accepted(state)
                        .location(URI.create(PATH + "/" + batch.id()))
                        .build());
    }

    private Uni<Void> end(Batch batch, String status) {
        return pool.preparedQuery(END).execute(Tuple.of(batch.id(), status)).replaceWithVoid();
    }

    /** Batches, newest first: a holder's own, everybody's for registrar and auditor. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "venue", "registrar", "auditor"})
    public Uni<Page<BatchState>> list(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @RestQuery String limit, @RestQuery String cursor) {
        return findBatches.page(visibleTo(), NextPage.limit(limit), cursor);
    }

    /** How far a batch is. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "venue", "registrar", "auditor"})
    public Uni<BatchState> state(@RestPath String id) {
        return visible(id);
    }

    /** The outcome of every line after {@code after}, one JSON object a line, as they are now. */
    @GET
    @Path("/{id}/outcomes")
    @Produces(NDJSON)
    @RolesAllowed({"holder", "venue", "registrar", "auditor"})
    @APIResponse(
            responseCode = "200",
            description = "One outcome a line",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = BatchOutcome.class)))
    public Multi<byte[]> outcomes(
            @RestPath String id, @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @RestQuery String after) {
        Long line = NextPage.number("after", after);
        return visible(id)
                .onItem()
                .transformToMulti(batch -> findBatches.outcomes(batch.id(), line == null ? 0 : line))
                .map(LineOutcomes::lines);
    }

    private Uni<BatchState> visible(String id) {
        return findBatches.state(uuid(id), visibleTo()).map(found -> {
            if (found == null) {
                throw notFound(id);
            }
            return found;
        });
    }

    /** The organisation whose batches the caller may see; null for all. */
    private String visibleTo() {
        boolean all = caller.hasRole("registrar") || caller.hasRole("auditor");
        return all ? null : caller.organisation() == null ? "" : caller.organisation();
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
