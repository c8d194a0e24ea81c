package org.carbonregistry.events.carried;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.carbonregistry.events.outbox.Outbox;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A write as every service has them: it says a fact in the transaction of the request. */
@Singleton
@Path("/v1/notes/{account}")
class NotesResource {

    record Note(String name) {}

    private final Pool pool;
    private final Outbox outbox;

    NotesResource(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @POST
    @RolesAllowed("registrar")
    public Uni<Void> note(@RestPath String account, @RestQuery String name) {
        return pool.withTransaction(c -> outbox.write(c, List.of(MessagesWorld.fact(account, 1))))
                .invoke(outbox::wake);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("registrar")
    public Uni<String> rename(@RestPath String account, Note note) {
        return Uni.createFrom().item(note.name());
    }
}
