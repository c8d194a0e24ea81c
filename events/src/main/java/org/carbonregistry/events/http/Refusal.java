package org.carbonregistry.events.http;

/** A named reason not to do something. Each service declares its reasons in one enum, in the order they are checked. */
public interface Refusal {

    /** Stable name, for example {@code insufficient-units}. */
    String code();

    /** HTTP status at the edge. */
    int status();

    /** Whether the same request can succeed later without being changed. */
    default boolean retryable() {
        return false;
    }
}
