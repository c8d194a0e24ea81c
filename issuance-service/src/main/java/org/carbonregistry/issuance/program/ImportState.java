package org.carbonregistry.issuance.program;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a programme still takes in the ledger of its source registry. Closed is for ever. */
public enum ImportState {
    /** It has no source registry. */
    NONE,
    OPEN,
    CLOSED;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
