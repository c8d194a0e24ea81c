package org.carbonregistry.events.http;

import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An Idempotency-Key during one request: either held by it, or with the answer of the first request. */
final class HeldKey {

    static final byte[] NO_BODY = new byte[0];

    private final String client;
    private final String route;
    private final String key;
    private boolean owned;
    private byte[] fingerprint = sha256(NO_BODY);
    private Response stored;

    HeldKey(String client, String route, String key) {
        this.client = client;
        this.route = route;
        this.key = key;
    }

    String client() {
        return client;
    }

    String route() {
        return route;
    }

    String key() {
        return key;
    }

    void own() {
        owned = true;
    }

    boolean owned() {
        return owned;
    }

    byte[] fingerprint() {
        return fingerprint;
    }

    void stored(byte[] firstFingerprint, Response answer) {
        fingerprint = firstFingerprint;
        stored = answer;
    }

    /** Notes the body of the first request. */
    void body(byte[] bytes) {
        fingerprint = sha256(bytes);
    }

    /** The stored answer, if the body is that of the first request. */
    Response answer(byte[] body) {
        if (!MessageDigest.isEqual(fingerprint, sha256(body))) {
            throw new Refused(
                    EdgeRefusal.IDEMPOTENCY_KEY_REUSED,
                    "this Idempotency-Key was used with another body",
                    "Idempotency-Key");
        }
        return stored;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
