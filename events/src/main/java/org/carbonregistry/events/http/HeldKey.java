package org.carbonregistry.events.http;

import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** An Idempotency-Key during one request: either held by it, or with the answer of the first request. */
final class HeldKey {

    static final byte[] NO_BODY = new byte[0];
    /** Stands for a body that the method does not read through the framework, so that nobody knows it. */
    static final byte[] UNREAD = new byte[0];

    private final String client;
    private final String route;
    private final String key;
    private final String handler;
    private final UUID holder = UUID.randomUUID();
    private final long since = System.nanoTime();
    private boolean owned;
    private byte[] fingerprint;
    private Response stored;

    /** @param withBody whether a body comes with the request */
    HeldKey(String client, String route, String key, String handler, boolean withBody) {
        this.client = client;
        this.route = route;
        this.key = key;
        this.handler = handler;
        this.fingerprint = withBody ? UNREAD : sha256(NO_BODY);
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

    /** The method that answers: the same address may have several, by media type. */
    String handler() {
        return handler;
    }

    /** This request, among all that ever held the key. */
    UUID holder() {
        return holder;
    }

    /** When it began, on this machine's own clock. */
    long since() {
        return since;
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

    /** Notes the body of the first request. */
    void body(byte[] bytes) {
        fingerprint = sha256(bytes);
    }

    /**
     * Takes over the first answer. Returns it when it can be given before the body is read; null when the body that comes has
     * to be compared first.
     */
    Response stored(String firstHandler, byte[] firstFingerprint, Response answer) {
        boolean withBody = fingerprint.length == 0;
        fingerprint = firstFingerprint;
        stored = answer;
        if (!handler.equals(firstHandler)) {
            throw reused();
        }
        if (firstFingerprint.length == 0) {
            return stored;
        }
        if (!withBody) {
            return answer(NO_BODY);
        }
        if (MessageDigest.isEqual(firstFingerprint, sha256(NO_BODY))) {
            throw reused();
        }
        return null;
    }

    /** The stored answer, if the body is that of the first request. */
    Response answer(byte[] body) {
        if (!MessageDigest.isEqual(fingerprint, sha256(body))) {
            throw reused();
        }
        return stored;
    }

    private static Refused reused() {
        return new Refused(
                EdgeRefusal.IDEMPOTENCY_KEY_REUSED,
                "this Idempotency-Key was used with another request",
                "Idempotency-Key");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
