package org.carbonregistry.events.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.carbonregistry.events.inbox.TransientFailure;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * {@code Idempotency-Key} on writes: the same key and body from the same client is answered with the stored answer, marked
 * {@code Idempotency-Replayed: true}; another body is refused; a write that still runs is a conflict. Keys live 7 days.
 *
 * <p>A crash between the effect and the stored answer leaves the key running; after a minute the request may run again, and
 * the thing's own uniqueness ({@code externalId}, code) decides then.
 */
@ApplicationScoped
public class IdempotencyKeys {

    static final String HELD = "registry.idempotency.held";

    private static final Pattern KEY = Pattern.compile("\"?([\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200})\"?");
    private static final String TAKE =
            """
            insert into idempotency_key (client, route, key, fingerprint) values ($1, $2, $3, ''::bytea)
            on conflict (client, route, key) do update set created_at = now()
              where idempotency_key.status is null and idempotency_key.created_at < now() - interval '1 minute'
            returning 1
            """;
    private static final String LOOK = "select fingerprint, status, location, content_type, body from idempotency_key"
            + " where client = $1 and route = $2 and key = $3";
    private static final String KEEP =
            """
            update idempotency_key set fingerprint = $4, status = $5, location = $6, content_type = $7, body = $8
            where client = $1 and route = $2 and key = $3
            """;
    private static final String FORGET =
            "delete from idempotency_key where client = $1 and route = $2 and key = $3 and status is null";

    private final Pool pool;
    private final CurrentIdentityAssociation identity;
    private final ObjectMapper mapper;

    IdempotencyKeys(Pool pool, CurrentIdentityAssociation identity, ObjectMapper mapper) {
        this.pool = pool;
        this.identity = identity;
        this.mapper = mapper;
    }

    @ServerRequestFilter
    public Uni<Response> take(ContainerRequestContext request) {
        String header = request.getHeaderString("Idempotency-Key");
        if (header == null || !"POST".equals(request.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        var matcher = KEY.matcher(header.trim());
        if (!matcher.matches()) {
            throw new Refused(
                    EdgeRefusal.INVALID_IDEMPOTENCY_KEY,
                    "Idempotency-Key is a quoted text of 1 to 200 visible characters",
                    "Idempotency-Key");
        }
        String route = request.getUriInfo().getPath();
        return identity.getDeferredIdentity()
                .chain(who -> hold(
                        request,
                        new HeldKey(who.isAnonymous() ? "" : who.getPrincipal().getName(), route, matcher.group(1))));
    }

    private Uni<Response> hold(ContainerRequestContext request, HeldKey key) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(key.client(), key.route(), key.key()))
                .chain(taken -> {
                    request.setProperty(HELD, key);
                    if (taken.rowCount() > 0) {
                        key.own();
                        return Uni.createFrom().nullItem();
                    }
                    return pool.preparedQuery(LOOK)
                            .execute(Tuple.of(key.client(), key.route(), key.key()))
                            .map(rows -> {
                                Row row = rows.iterator().hasNext()
                                        ? rows.iterator().next()
                                        : null;
                                if (row == null || row.getInteger("status") == null) {
                                    throw new Refused(
                                            EdgeRefusal.IDEMPOTENCY_KEY_RUNNING,
                                            "the first request with this key still runs",
                                            "Idempotency-Key");
                                }
                                key.stored(row.getBuffer("fingerprint").getBytes(), replay(row));
                                return request.hasEntity() ? null : key.answer(HeldKey.NO_BODY);
                            });
                });
    }

    private static Response replay(Row row) {
        Response.ResponseBuilder answer =
                Response.status(row.getInteger("status")).header("Idempotency-Replayed", "true");
        if (row.getBuffer("body") != null) {
            answer.entity(row.getBuffer("body").getBytes()).type(row.getString("content_type"));
        }
        if (row.getString("location") != null) {
            answer.header("Location", row.getString("location"));
        }
        return answer.build();
    }

    @ServerResponseFilter
    public Uni<Void> keep(ContainerRequestContext request, ContainerResponseContext response) throws Exception {
        if (!(request.getProperty(HELD) instanceof HeldKey key) || !key.owned()) {
            return Uni.createFrom().voidItem();
        }
        int status = response.getStatus();
        if (status >= 500 || status == 400 || status == 401 || status == 403 || status == 409 || status == 429) {
            return pool.preparedQuery(FORGET)
                    .execute(Tuple.of(key.client(), key.route(), key.key()))
                    .replaceWithVoid();
        }
        Object entity = response.getEntity();
        String location = response.getHeaderString("Location");
        return pool.preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addString(key.client())
                        .addString(key.route())
                        .addString(key.key())
                        .addBuffer(Buffer.buffer(key.fingerprint()))
                        .addInteger(status)
                        .addString(location)
                        .addString(
                                response.getMediaType() == null
                                        ? "application/json"
                                        : response.getMediaType().toString())
                        .addBuffer(entity == null ? null : Buffer.buffer(mapper.writeValueAsBytes(entity))))
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forgetOld() {
        return pool.query("delete from idempotency_key where created_at < now() - interval '7 days'")
                .execute()
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }
}
