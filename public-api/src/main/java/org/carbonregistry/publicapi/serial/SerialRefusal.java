package org.carbonregistry.publicapi.serial;

import org.carbonregistry.events.http.Refusal;

/** Why a serial number is not answered, in the order it is checked. */
public enum SerialRefusal implements Refusal {
    /** The text is a serial number of no form that is known here. */
    NOT_A_SERIAL("not-a-serial", 400),
    /** No block holds all of these units. */
    UNKNOWN_SERIAL("unknown-serial", 404),
    /** There is such a block, but country, project, vintage or another part of the text does not belong to it. */
    INCONSISTENT_SERIAL("inconsistent-serial", 422);

    private final String code;
    private final int status;

    SerialRefusal(String code, int status) {
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
}
