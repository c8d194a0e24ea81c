package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.stream.StreamSupport;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The messages this service put aside. One that was acknowledged no longer counts as open; a fact is then asked for again. */
@Singleton
@Cancellable(false)
@Path("/v1/dead-letters")
public class DeadLettersResource {

    /**
     * Why a message that was put aside needs no more attention.
     *
     * @param reason what was found or done, 1 to 1000 characters
     */
    public record Acknowledgement(String reason) {}

    private static final int LONGEST_REASON = 1000;
    private static final String COLUMNS =
            "id, topic, partition, kafka_offset, key, stream, number, reason, time, acknowledged_at, acknowledged_by, acknowledgement";
    private static final String LIST = "select " + COLUMNS
            + " from dead_letter where id < $1 and ($2::boolean is null or (acknowledged_at is not null) = $2)"
            + " order by id desc limit $3";
    private static final String ONE = "select " + COLUMNS + " from dead_letter where id = $1";
    private static final String ACKNOWLEDGE =
            """
            update dead_letter set acknowledged_at = now(), acknowledged_by = $2, acknowledgement = $3
            where id = $1 and acknowledged_at is null
            """;

    private final Pool pool;
    private final Caller caller;

    DeadLettersResource(Pool pool, Caller caller) {
        this.pool = pool;
        this.caller = caller;
    }

    /**
     * The messages put aside, newest first.
     *
     * @param acknowledged only those that were acknowledged, or only those that were not
     */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Page<DeadLetter>> list(
            @RestQuery Boolean acknowledged, @RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(Cursor.number(cursor), acknowledged, most + 1))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeadLettersResource::read)
                        .toList())
                .map(read -> Page.of(read, most, letter -> Cursor.encode(letter.id())));
    }

    /** Says that a message put aside needs no more attention, and why. The same again is answered with what stands. */
    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("registrar")
    public Uni<DeadLetter> acknowledge(@RestPath long id, Acknowledgement acknowledgement) {
        String reason = acknowledgement == null ? null : acknowledgement.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refused(
                    EdgeRefusal.INVALID_FIELD,
                    "a reason of 1 to " + LONGEST_REASON + " characters is needed",
                    "/reason");
        }
        String who = caller.subject();
        return pool.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(id, who, reason))
                .chain(() -> pool.preparedQuery(ONE).execute(Tuple.of(id)))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(EdgeRefusal.NOT_FOUND, "no message put aside has the number " + id, null);
                    }
                    DeadLetter letter = read(rows.iterator().next());
                    if (!who.equals(letter.acknowledgedBy()) || !reason.equals(letter.acknowledgement())) {
                        throw new Refused(
                                EdgeRefusal.ALREADY_ACKNOWLEDGED,
                                "it was acknowledged by " + letter.acknowledgedBy() + ": " + letter.acknowledgement(),
                                null);
                    }
                    return letter;
                });
    }

    private static DeadLetter read(Row row) {
        OffsetDateTime acknowledged = row.getOffsetDateTime("acknowledged_at");
        boolean own = row.getInteger("partition") < 0;
        return new DeadLetter(
                row.getLong("id"),
                own ? "outbox" : "inbox",
                row.getString("topic"),
                own ? null : row.getInteger("partition"),
                own ? null : row.getLong("kafka_offset"),
                row.getString("key"),
                row.getString("stream"),
                row.getLong("number"),
                row.getString("reason"),
                row.getOffsetDateTime("time").toInstant(),
                acknowledged == null ? null : acknowledged.toInstant(),
                row.getString("acknowledged_by"),
                row.getString("acknowledgement"));
    }
}
