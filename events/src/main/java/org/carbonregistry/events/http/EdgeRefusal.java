package org.carbonregistry.events.http;

/** What is refused at the edge of every service, before any decision. */
public enum EdgeRefusal implements Refusal {
    INVALID_ADDRESS("invalid-address", 400),
    AMBIGUOUS_LENGTH("ambiguous-length", 400),
    BODY_TOO_LARGE("body-too-large", 413),
    UNKNOWN_PARAMETER("unknown-parameter", 400),
    INVALID_PARAMETER("invalid-parameter", 400),
    INVALID_CURSOR("invalid-cursor", 400),
    UNSUPPORTED_CHARSET("unsupported-charset", 415),
    MALFORMED_BODY("malformed-body", 400),
    INVALID_FIELD("invalid-field", 400),
    UNAUTHENTICATED("unauthenticated", 401),
    FORBIDDEN("forbidden", 403),
    NOT_FOUND("not-found", 404),
    IDEMPOTENCY_KEY_RUNNING("idempotency-key-running", 409),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422),
    INVALID_IDEMPOTENCY_KEY("invalid-idempotency-key", 400),
    MESSAGE_TOO_LARGE("message-too-large", 422),
    ALREADY_ACKNOWLEDGED("already-acknowledged", 422);

    private final String code;
    private final int status;

    EdgeRefusal(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return this == IDEMPOTENCY_KEY_RUNNING;
    }
}
