package org.carbonregistry.issuance.vvb;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a body may work now. */
public enum VvbState {
    ACTIVE,
    SUSPENDED;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
