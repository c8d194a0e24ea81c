package org.carbonregistry.retirement.retire;

import java.util.UUID;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * Whether a representative may reject a retirement that waits for an approval; whoever ordered it may, too.
 *
 * @param status as in the table
 * @param rejectedBy who has rejected it, or null
 */
record RejectionDecision(UUID retirement, String organisation, String status, String rejectedBy) {

    /**
     * Decides about a rejection, under the lock of the retirement.
     *
     * @return whether the same person has rejected it before, so that nothing is left to do
     * @throws Refused not-found, not-awaiting-approval
     */
    boolean isRepeatedBy(String who, String actingFor) {
        if (!organisation.equals(actingFor)) {
            throw new Refused(
                    EdgeRefusal.NOT_FOUND, "there is no retirement " + retirement + " that you may see", null);
        }
        if (who.equals(rejectedBy)) {
            return true;
        }
        if (!status.equals("awaiting-approval")) {
            throw new Refused(
                    RetirementRefusal.NOT_AWAITING_APPROVAL,
                    "a retirement that is " + status + " awaits no approval",
                    null);
        }
        return false;
    }
}
