package org.carbonregistry.issuance;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.carbonregistry.events.wire.Json;

/** The answers that all doors give in the same way. */
public final class Answer {

    private Answer() {}

    /** One thing with its {@code ETag}; who has it already ({@code If-None-Match}) is told so with 304. */
    public static Response read(Request request, Object thing) {
        EntityTag tag = new EntityTag(digest(Json.write(thing)));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(thing) : unchanged).tag(tag).build();
    }

    /** Something new at its address: 201, or 200 marked as a replay when the same request made it before. */
    public static Response made(Accepted<?> made, String address) {
        return (made.replayed() ? replayed(made) : Response.status(201).entity(made.thing()))
                .location(URI.create(address))
                .build();
    }

    /** Something that was done: 200, marked as a replay when the same person did it before. */
    public static Response done(Accepted<?> done) {
        return (done.replayed() ? replayed(done) : Response.ok(done.thing())).build();
    }

    private static Response.ResponseBuilder replayed(Accepted<?> accepted) {
        return Response.ok(accepted.thing()).header("Idempotency-Replayed", "true");
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
