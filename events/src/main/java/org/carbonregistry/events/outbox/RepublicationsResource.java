package org.carbonregistry.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A registrar lets the service publish all its facts again, after the broker was emptied; one such run at a time. */
@Singleton
@Cancellable(false)
@Path("/v1/republications")
public class RepublicationsResource {

    private static final String BEGIN =
            """
            insert into republication (asked_by, upto) select $1, last_value from outbox_id
            on conflict do nothing
            """;
    private static final String LIST = "select * from republication where id < $1 order by id desc limit $2";

    private final Pool pool;
    private final RepublishFacts facts;
    private final Caller caller;

    RepublicationsResource(Pool pool, RepublishFacts facts, Caller caller) {
        this.pool = pool;
        this.facts = facts;
        this.caller = caller;
    }

    /** Begins to publish every fact of this service again; while a run goes on it is the answer and nothing new begins. */
    @POST
    @ResponseStatus(202)
    @RolesAllowed("registrar")
    public Uni<Republication> begin() {
        // A crash after this row is there leaves it to any replica to go on.
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(caller.subject()))
                .chain(() -> read(Long.MAX_VALUE, 1))
                .map(last -> last.get(0))
                .invoke(facts::soon);
    }

    /** The runs, newest first, and how far each is. */
    @GET
    @RolesAllowed({"registrar", "auditor"})
    public Uni<Page<Republication>> list(@RestQuery Integer limit, @RestQuery String cursor) {
        int most = Limit.of(limit);
        return read(Cursor.number(cursor), most + 1).map(read -> Page.of(read, most, r -> Cursor.encode(r.id())));
    }

    private Uni<List<Republication>> read(long before, int most) {
        return pool.preparedQuery(LIST).execute(Tuple.of(before, most)).map(RepublicationsResource::all);
    }

    private static List<Republication> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> {
                    OffsetDateTime finished = row.getOffsetDateTime("finished_at");
                    return new Republication(
                            row.getLong("id"),
                            row.getString("asked_by"),
                            row.getOffsetDateTime("asked_at").toInstant(),
                            row.getLong("facts"),
                            finished == null ? null : finished.toInstant());
                })
                .toList();
    }
}
