package org.carbonregistry.events.carried;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.http.Refusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.outbox.Outbox;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A write as every service has them: it says a fact in the transaction of the request. */
@Singleton
@Cancellable(false)
@Path("/v1/notes/{account}")
class NotesResource {

    record Note(String name, LocalDate day) {}

    private record TooEarly() implements Refusal {

        @Override
        public String code() {
            return "too-early";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    private final Pool pool;
    private final Outbox outbox;

    NotesResource(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Void> note(@RestPath String account, @RestQuery String name, @RestQuery Integer length) {
        return pool.withTransaction(c -> outbox.write(c, List.of(MessagesWorld.fact(account, 1, name)))
                        .chain(() -> length == null
                                ? Uni.createFrom().voidItem()
                                : outbox.write(c, List.of(MessagesWorld.fact(account, 2, name.repeat(length))))))
                .invoke(outbox::wake);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("registrar")
    public Uni<String> rename(@RestPath String account, Note note) {
        return Uni.createFrom().item(note.name());
    }

    /** Runs until somebody else applied the account, as a long transaction does. */
    @POST
    @Path("/slow")
    @RolesAllowed("registrar")
    public Uni<Long> slow(@RestPath String account, Note note) {
        return done(account, note.name());
    }

    /** The body is not read by the framework. */
    @POST
    @Path("/unread")
    @RolesAllowed("registrar")
    public Uni<Long> unread(@RestPath String account) {
        return done(account, "unread");
    }

    private Uni<Long> done(String account, String name) {
        return pool.preparedQuery("insert into applied (stream, number) values ($1, 1)")
                .execute(Tuple.of(account))
                .chain(() ->
                        "wait".equals(name) ? gone(account) : Uni.createFrom().voidItem())
                .chain(() -> pool.preparedQuery("select count(*) from applied where stream = $1")
                        .execute(Tuple.of(account)))
                .map(rows -> rows.iterator().next().getLong(0))
                .invoke(done -> {
                    if ("early".equals(name) && done == 1) {
                        throw new Refused(new TooEarly(), "not yet", null);
                    }
                });
    }

    private Uni<Void> gone(String account) {
        return pool.preparedQuery("select 1 from applied where stream = $1")
                .execute(Tuple.of(account + "-go"))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(50))
                .repeat()
                .until(rows -> rows.rowCount() > 0)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
