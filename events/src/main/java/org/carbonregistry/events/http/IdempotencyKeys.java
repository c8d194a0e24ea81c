package org.carbonregistry.events.http;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.carbonregistry.events.inbox.TransientFailure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * {@code Idempotency-Key} on writes: the same key and body from the same client is answered with the stored answer, marked
 * {@code Idempotency-Replayed: true}; another body is refused; a write that still runs is a conflict. Keys live 7 days. The body
 * of a method that does not read it through the framework (a stream of lines) is not compared. A refusal that can pass by itself
 * ({@link Refusal#retryable}) is not kept: the same request may be tried again.
 *
 * <p>While a request runs and its client waits, its replica says so every 10 s, for a quarter of an hour at most. A crash between
 * the effect and the stored answer, or a client that hangs up early, leaves the key without anyone who says so: after a minute
 * the request may run again, and the thing's own uniqueness ({@code externalId}, code) decides then.
 */
@ApplicationScoped
public class IdempotencyKeys {

    static final String HELD = "registry.idempotency.held";
    /** Marks, inside, an answer that the same request may change later: it is not kept. */
    static final String RETRYABLE = "registry-retryable";

    private static final Pattern KEY = Pattern.compile("\"?([\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200})\"?");
    private static final long LONGEST_NANOS = Duration.ofMinutes(15).toNanos();
    private static final String TAKE =
            """
            insert into idempotency_key (client, route, key, handler, holder, fingerprint)
            values ($1, $2, $3, $4, $5, ''::bytea)
            on conflict (client, route, key) do update
            set handler = excluded.handler, holder = excluded.holder, held_at = now(), created_at = now()
            where idempotency_key.status is null and idempotency_key.held_at < now() - $6 * interval '1 millisecond'
            returning 1
            """;
    private static final String LOOK =
            """
            select handler, fingerprint, status, location, content_type, body from idempotency_key
            where client = $1 and route = $2 and key = $3
            """;
    private static final String STILL_RUNNING =
            """
            update idempotency_key k set held_at = now()
            from unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) as t(client, route, key, holder)
            where k.client = t.client and k.route = t.route and k.key = t.key and k.holder = t.holder and k.status is null
            """;
    private static final String KEEP =
            """
            update idempotency_key set fingerprint = $5, status = $6, location = $7, content_type = $8, body = $9
            where client = $1 and route = $2 and key = $3 and holder = $4 and status is null
            """;
    private static final String FORGET =
            """
            delete from idempotency_key
            where client = $1 and route = $2 and key = $3 and holder = $4 and status is null
            """;

    private final Pool pool;
    private final CurrentIdentityAssociation identity;
    private final ObjectMapper mapper;
    private final Duration freeAfter;
    private final Map<UUID, HeldKey> running = new ConcurrentHashMap<>();

    IdempotencyKeys(
            Pool pool,
            CurrentIdentityAssociation identity,
            ObjectMapper mapper,
            @ConfigProperty(name = "registry.idempotency.free-after", defaultValue = "60s") Duration freeAfter) {
        this.pool = pool;
        this.identity = identity;
        this.mapper = mapper;
        this.freeAfter = freeAfter;
    }

    @ServerRequestFilter
    public Uni<Response> take(ContainerRequestContext request, ResourceInfo resource, RoutingContext connection) {
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
        Method method = resource.getResourceMethod();
        String handler = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        boolean withBody = request.hasEntity();
        return identity.getDeferredIdentity()
                .chain(who ->
                        hold(request, new HeldKey(Caller.client(who), route, matcher.group(1), handler, withBody)))
                .invoke(() -> whileConnected(request, connection));
    }

    /**
     * Nobody says any more that a request runs when its client has hung up: it may have been broken off before the method began.
     * One that runs to its end all the same keeps its answer.
     */
    private void whileConnected(ContainerRequestContext request, RoutingContext connection) {
        if (request.getProperty(HELD) instanceof HeldKey key && key.owned()) {
            connection.addEndHandler(ended -> {
                if (ended.failed()) {
                    running.remove(key.holder());
                }
            });
            if (connection.response().closed()) {
                running.remove(key.holder());
            }
        }
    }

    private Uni<Response> hold(ContainerRequestContext request, HeldKey key) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(
                        key.client(), key.route(), key.key(), key.handler(), key.holder(), freeAfter.toMillis()))
                .chain(taken -> {
                    request.setProperty(HELD, key);
                    if (taken.rowCount() > 0) {
                        key.own();
                        running.put(key.holder(), key);
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
                                return key.stored(
                                        row.getString("handler"),
                                        row.getBuffer("fingerprint").getBytes(),
                                        replay(row));
                            });
                });
    }

    /** Says for every request of this replica that still runs that it does. */
    @Scheduled(every = "${registry.idempotency.hold-every:10s}", concurrentExecution = SKIP)
    Uni<Void> stillRunning() {
        running.values().removeIf(key -> System.nanoTime() - key.since() > LONGEST_NANOS);
        List<HeldKey> keys = List.copyOf(running.values());
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(STILL_RUNNING)
                .execute(Tuple.of(
                        keys.stream().map(HeldKey::client).toArray(String[]::new),
                        keys.stream().map(HeldKey::route).toArray(String[]::new),
                        keys.stream().map(HeldKey::key).toArray(String[]::new),
                        keys.stream().map(HeldKey::holder).toArray(UUID[]::new)))
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
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
        boolean retryable = response.getHeaders().remove(RETRYABLE) != null;
        if (!(request.getProperty(HELD) instanceof HeldKey key) || !key.owned()) {
            return Uni.createFrom().voidItem();
        }
        return keep(key, response, retryable).eventually(() -> running.remove(key.holder()));
    }

    private Uni<Void> keep(HeldKey key, ContainerResponseContext response, boolean retryable) throws Exception {
        int status = response.getStatus();
        if (retryable
                || status >= 500
                || status == 400
                || status == 401
                || status == 403
                || status == 409
                || status == 429) {
            return pool.preparedQuery(FORGET)
                    .execute(Tuple.of(key.client(), key.route(), key.key(), key.holder()))
                    .replaceWithVoid();
        }
        Object entity = response.getEntity();
        String location = response.getHeaderString("Location");
        return pool.preparedQuery(KEEP)
                .execute(Tuple.tuple()
                        .addString(key.client())
                        .addString(key.route())
                        .addString(key.key())
                        .addUUID(key.holder())
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
