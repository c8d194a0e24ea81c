package org.carbonregistry.account.modelled;

/** The model refuses a command, with the code the service would refuse it with. */
final class No extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    No(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
