package org.carbonregistry.issuance;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.Function;

/**
 * What a request made.
 *
 * @param replayed whether the same request made it before
 */
public record Accepted<T>(T thing, boolean replayed) {

    /** The same answer about something else. */
    public <R> Accepted<R> map(Function<T, R> view) {
        return new Accepted<>(view.apply(thing), replayed);
    }

    /** 201, or 200 marked as a replay. */
    public Response at(String address) {
        Response.ResponseBuilder answer =
                replayed ? Response.ok().header("Idempotency-Replayed", "true") : Response.status(201);
        return answer.location(URI.create(address)).entity(thing).build();
    }
}
