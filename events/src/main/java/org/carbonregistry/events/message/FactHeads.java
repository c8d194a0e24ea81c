package org.carbonregistry.events.message;

import java.time.Instant;
import java.util.List;

/**
 * How far streams of facts have come: who is behind asks for what is missing.
 *
 * @param service who publishes the streams
 */
public record FactHeads(String service, List<Head> heads, Instant time) {

    /** The last number published of one stream on one topic. */
    public record Head(String topic, String stream, long number) {}
}
