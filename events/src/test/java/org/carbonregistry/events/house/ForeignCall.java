package org.carbonregistry.events.house;

/**
 * A request that touches what belongs to another organisation than the token's: it is refused, or, where a list shows
 * everyone its own part, answered without the other's things.
 *
 * @param endpoint the row of the table it tries, for example {@code POST /v1/transfers}
 * @param path the real path, with the other organisation's thing in it
 * @param body JSON, or null
 * @param token a bearer token that would be good for the caller's own things
 * @param status what must come: 403 or 404, or 422 where a rule refuses by name; 200 only with {@code hidden}
 * @param ownersToken a token of the organisation that the thing belongs to, or null when the call is refused
 * @param hidden a text that the owner is shown and the caller is not, or null when the call is refused
 */
public record ForeignCall(
        String endpoint, String path, String body, String token, int status, String ownersToken, String hidden) {

    public ForeignCall {
        if ((status < 400) == (hidden == null) || (hidden == null) != (ownersToken == null)) {
            throw new IllegalArgumentException("a foreign call is refused, or hides a text that its owner sees");
        }
    }

    /** A call that must be refused. */
    public ForeignCall(String endpoint, String path, String body, String token, int status) {
        this(endpoint, path, body, token, status, null, null);
    }

    /** A read that both may do, and that shows {@code hidden} to the owner alone. */
    public static ForeignCall hides(String endpoint, String path, String token, String ownersToken, String hidden) {
        return new ForeignCall(endpoint, path, null, token, 200, ownersToken, hidden);
    }
}
