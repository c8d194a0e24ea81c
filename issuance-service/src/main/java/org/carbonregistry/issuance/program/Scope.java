package org.carbonregistry.issuance.program;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a programme issues: everywhere, or in the countries it names. */
public enum Scope {
    GLOBAL,
    REGIONAL,
    NATIONAL;

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
