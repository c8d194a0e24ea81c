package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * Whether a second representative may approve a retirement.
 *
 * @param status as in the table
 * @param actor who ordered it
 * @param approvedBy who has approved it, or null
 * @param expiresAt until when it can be approved; null when it never waited for that
 */
record ApprovalDecision(
        UUID retirement, String organisation, String status, String actor, String approvedBy, Instant expiresAt) {

    /**
     * Decides about an approval.
     *
     * @param now database time, under the lock of the retirement
     * @return whether the same person has approved it before, so that nothing is left to do
     * @throws Refused not-found, four-eyes, not-awaiting-approval, approval-expired
     */
    boolean isRepeatedBy(String who, String actingFor, Instant now) {
        if (!organisation.equals(actingFor)) {
            throw new Refused(
                    EdgeRefusal.NOT_FOUND, "there is no retirement " + retirement + " that you may see", null);
        }
        if (actor.equals(who)) {
            throw new Refused(RetirementRefusal.FOUR_EYES, "whoever ordered a retirement cannot approve it", null);
        }
        if (who.equals(approvedBy)) {
            return true;
        }
        if (!status.equals("awaiting-approval")) {
            throw new Refused(
                    RetirementRefusal.NOT_AWAITING_APPROVAL,
                    "a retirement that is " + status + " awaits no approval",
                    null);
        }
        if (!now.isBefore(expiresAt)) {
            throw new Refused(RetirementRefusal.APPROVAL_EXPIRED, "it could be approved until " + expiresAt, null);
        }
        return false;
    }
}
