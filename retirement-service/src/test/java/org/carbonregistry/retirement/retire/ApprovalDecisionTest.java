package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may approve a retirement, when, and once. */
class ApprovalDecisionTest {

    private static final Instant EXPIRES = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0} of {1} at {4} s, {2}, approved by {3}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "ben, acme, awaiting-approval, -, -1, approves",
                "ben, acme, awaiting-approval, -, 0, approval-expired",
                "anna, acme, awaiting-approval, -, -1, four-eyes",
                "ben, other, awaiting-approval, -, -1, not-found",
                "ben, -, awaiting-approval, -, -1, not-found",
                "ben, acme, requested, ben, -1, repeats",
                "ben, acme, completed, ben, 9, repeats",
                "cleo, acme, requested, ben, -1, not-awaiting-approval",
                "ben, acme, requested, -, -1, not-awaiting-approval",
                "ben, acme, completed, -, -1, not-awaiting-approval",
                "ben, acme, refused, -, -1, not-awaiting-approval",
                "anna, acme, completed, ben, -1, four-eyes",
            })
    void anotherRepresentativeApprovesOnceAndInTime(
            String who, String organisation, String status, String approvedBy, int seconds, String answer) {
        ApprovalDecision decision = new ApprovalDecision(new UUID(0, 1), "acme", status, "anna", approvedBy, EXPIRES);
        String said;
        try {
            said = decision.isRepeatedBy(who, organisation, EXPIRES.plusSeconds(seconds)) ? "repeats" : "approves";
        } catch (Refused refused) {
            said = refused.reason().code();
        }
        assertEquals(answer, said);
    }
}
