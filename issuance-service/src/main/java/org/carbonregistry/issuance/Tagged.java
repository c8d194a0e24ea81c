package org.carbonregistry.issuance;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.carbonregistry.events.wire.Json;

/** Reads of one thing carry an {@code ETag}; who has it already ({@code If-None-Match}) is told so with 304. */
public final class Tagged {

    private Tagged() {}

    public static Response read(Request request, Object thing) {
        EntityTag tag = new EntityTag(digest(Json.write(thing)));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(thing) : unchanged).tag(tag).build();
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
