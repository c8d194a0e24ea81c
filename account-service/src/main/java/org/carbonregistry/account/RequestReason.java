package org.carbonregistry.account;

/** The body of a decision: why it is taken. */
public record RequestReason(String reason) {

    /** The reason, or null without a body. */
    public static String of(RequestReason body) {
        return body == null ? null : body.reason();
    }
}
