package org.carbonregistry.account.modelled;

/** The service did what the model does not allow. */
final class Wrong extends AssertionError {

    private static final long serialVersionUID = 1L;

    Wrong(String message) {
        super(message);
    }
}
