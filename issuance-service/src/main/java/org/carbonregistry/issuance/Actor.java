package org.carbonregistry.issuance;

import org.carbonregistry.events.http.Caller;

/**
 * Who acts, as the decisions need it.
 *
 * @param subject the person
 * @param organisation the organisation the person acts for, or null
 * @param registrar whether the person operates the registry
 */
public record Actor(String subject, String organisation, boolean registrar) {

    public static Actor of(Caller caller) {
        return new Actor(caller.subject(), caller.organisation(), caller.hasRole("registrar"));
    }

    /** Whether the person acts for this organisation. */
    public boolean actsFor(String other) {
        return organisation != null && organisation.equals(other);
    }
}
