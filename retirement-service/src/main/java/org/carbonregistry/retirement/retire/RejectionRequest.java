package org.carbonregistry.retirement.retire;

import org.carbonregistry.events.http.Refused;

/** The body of a rejection: why. */
public record RejectionRequest(String reason) {

    private static final int LONGEST = 1000;

    /**
     * The reason that is given.
     *
     * @throws Refused missing-reason, invalid-text
     */
    static String reason(RejectionRequest body) {
        String reason = body == null ? null : StatedText.lines(body.reason(), LONGEST, "/reason");
        if (reason == null) {
            throw new Refused(RetirementRefusal.MISSING_REASON, "say why it is rejected", "/reason");
        }
        return reason;
    }
}
