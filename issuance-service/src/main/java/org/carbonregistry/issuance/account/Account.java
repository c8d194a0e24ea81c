package org.carbonregistry.issuance.account;

import java.util.Set;

/**
 * An account as far as issuance must know it.
 *
 * @param organisation its owner, or null for a system account
 */
public record Account(String id, String organisation, String kind, String status) {

    private static final Set<String> ORDINARY = Set.of("developer", "holding", "trading");

    public boolean isOpen() {
        return "open".equals(status);
    }

    /** Whether credits can be issued to it at all: no system account. */
    public boolean isOrdinary() {
        return ORDINARY.contains(kind);
    }
}
