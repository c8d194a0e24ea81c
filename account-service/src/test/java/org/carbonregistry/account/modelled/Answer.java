package org.carbonregistry.account.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.serial.SerialRange;

/**
 * What the service answered to a command in the end.
 *
 * @param replayed whether it said that this is the answer to an earlier request
 * @param unsure whether an earlier attempt got no answer, so that this may be the answer to that one
 * @param sent when the first attempt was sent, by database time
 * @param got when the answer was there
 */
record Answer(int status, JsonNode body, boolean replayed, boolean unsure, Instant sent, Instant got) {

    boolean isAccepted() {
        return status < 300;
    }

    /** The code of the refusal, or "accepted". */
    String code() {
        return isAccepted() ? "accepted" : body.path("code").asText("status " + status);
    }

    String text(String field) {
        return body.path(field).asText(null);
    }

    UUID id() {
        return UUID.fromString(body.path("id").asText());
    }

    Instant time(String field) {
        return Instant.parse(body.path(field).asText());
    }

    /** The serial ranges in a list of it. */
    static List<SerialRange> ranges(JsonNode list) {
        List<SerialRange> ranges = new ArrayList<>();
        list.forEach(text -> ranges.add(SerialRange.parse(text.asText())));
        return ranges;
    }

    @Override
    public String toString() {
        return status + " " + body + (replayed ? " (replayed)" : "");
    }
}
