package org.carbonregistry.account.batches;

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
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.RequestId;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.transfers.ProposeTransfer;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.lines.LineOutcomes;
import org.carbonregistry.events.lines.Upload;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Transfers in bulk over HTTP: one JSON object a line, of any number. */
@Cancellable(false)
@Path("/v1/transfer-batches")
public class TransferBatchesResource {

    private static final Logger LOG = Logger.getLogger(TransferBatchesResource.class);
    private static final String NDJSON = "application/x-ndjson";
    private static final String BEGIN = "insert into transfer_batch (id, organisation, actor) values ($1, $2, $3)";
    private static final String END = "update transfer_batch set status = $2, ended_at = now() where id = $1";

    private final Caller caller;
    private final AccountAccess access;
    private final Pool pool;
    private final CarryOutLines carryOutLines;
    private final FindBatches findBatches;
    private final Upload.Bounds bounds;

    TransferBatchesResource(
            Caller caller,
            AccountAccess access,
            Pool pool,
            CarryOutLines carryOutLines,
            FindBatches findBatches,
            AccountConfig config) {
        this.caller = caller;
        this.access = access;
        this.pool = pool;
        this.carryOutLines = carryOutLines;
        this.findBatches = findBatches;
        this.bounds = new Upload.Bounds(config.batchChunkLines(), config.batchBufferBytes(), config.batchLineBytes());
    }

    /** Takes a batch; each line is carried out, or refused, as soon as it was read. Answers when all is read. */
    @POST
    @Consumes(NDJSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("holder")
    @RequestBody(
            required = true,
            description = "One transfer a line, of any number",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = ProposeTransfer.Request.class)))
    @APIResponse(
            responseCode = "202",
            description = "All was read; the outcomes are at the Location",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BatchState.class)))
    public Uni<Response> take(@Context HttpServerRequest request) {
        Batch batch = new Batch(UUID.randomUUID(), access.organisation(), caller.subject());
        Upload upload = new Upload(request, lines -> carryOutLines.carryOut(batch, lines), bounds);
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
                        .location(URI.create("/v1/transfer-batches/" + batch.id()))
                        .build());
    }

    private Uni<Void> end(Batch batch, String status) {
        return pool.preparedQuery(END).execute(Tuple.of(batch.id(), status)).replaceWithVoid();
    }

    /** Batches, newest first: a holder's own, everybody's for registrar and auditor. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "developer", "registrar", "auditor"})
    public Uni<Page<BatchState>> list(@RestQuery Integer limit, @RestQuery String cursor) {
        return findBatches.page(access.scope(), Limit.of(limit), RequestId.after(cursor));
    }

    /** How far a batch is. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"holder", "developer", "registrar", "auditor"})
    public Uni<BatchState> state(@RestPath String id) {
        return visible(id);
    }

    /** The outcome of every line after {@code after}, one JSON object a line, as they are now. */
    @GET
    @Path("/{id}/outcomes")
    @Produces(NDJSON)
    @RolesAllowed({"holder", "developer", "registrar", "auditor"})
    @APIResponse(
            responseCode = "200",
            description = "One outcome a line",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = LineOutcome.class)))
    public Multi<byte[]> outcomes(@RestPath String id, @RestQuery Long after) {
        if (after != null && after < 0) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, "after is the number of a line, not " + after, "after");
        }
        return visible(id)
                .onItem()
                .transformToMulti(batch -> findBatches.outcomes(batch.id(), after == null ? 0 : after))
                .map(LineOutcomes::lines);
    }

    private Uni<BatchState> visible(String id) {
        return findBatches
                .state(RequestId.uuid(id, AccountRefusal.NOT_FOUND, "batch"), access.scope())
                .map(found -> {
                    if (found == null) {
                        throw new Refused(AccountRefusal.NOT_FOUND, "you can see no batch " + id, null);
                    }
                    return found;
                });
    }
}
