package org.carbonregistry.account;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** Ids and cursors in addresses, and the mark of an answer that was given before. */
public final class RequestId {

    /** Where a list that is ordered by time and id, newest first, goes on; nulls at its beginning. */
    public record After(Instant time, UUID id) {}

    private RequestId() {}

    /** @throws Refused with the given reason when the text is no id */
    public static UUID uuid(String text, AccountRefusal unknown, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(unknown, "there is no " + what + " " + text, null);
        }
    }

    /** @throws Refused invalid-cursor */
    public static After after(String cursor) {
        if (cursor == null) {
            return new After(null, null);
        }
        String[] parts = Cursor.decode(cursor, 2);
        try {
            return new After(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    /** An answer, marked when it is that of an earlier request. */
    public static Response answer(Response.ResponseBuilder response, Object entity, boolean replayed) {
        response.entity(entity);
        return replayed ? response.header("Idempotency-Replayed", "true").build() : response.build();
    }
}
