package org.carbonregistry.issuance;

/**
 * What a request made.
 *
 * @param replayed whether the same request made it before
 */
public record Accepted<T>(T thing, boolean replayed) {}
