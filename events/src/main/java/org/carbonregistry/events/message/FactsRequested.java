package org.carbonregistry.events.message;

import java.time.Instant;

/**
 * Request: publish the facts of a stream again, from a number on.
 *
 * @param from first number wanted
 * @param requester the service that is behind
 */
public record FactsRequested(String topic, String stream, long from, String requester, Instant time) {}
