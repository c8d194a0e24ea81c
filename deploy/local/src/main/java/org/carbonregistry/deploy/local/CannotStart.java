package org.carbonregistry.deploy.local;

/** The registry cannot start, for a reason that its user can mend; the message says which and how. */
final class CannotStart extends RuntimeException {

    CannotStart(String message) {
        super(message);
    }
}
