package org.carbonregistry.events.house;

/**
 * A request that touches what belongs to another organisation than the token's.
 *
 * @param endpoint the row of the table it tries, for example {@code POST /v1/transfers}
 * @param path the real path, with the other organisation's thing in it
 * @param body JSON, or null
 * @param token a bearer token that would be good for the caller's own things
 * @param status what must come: 403 or 404, or 422 where a rule refuses by name
 */
public record ForeignCall(String endpoint, String path, String body, String token, int status) {}
