package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may reject a retirement, when, and once. */
class RejectionDecisionTest {

    @ParameterizedTest(name = "{0} of {1}, {2}, rejected by {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "ben, acme, awaiting-approval, -, rejects",
                "anna, acme, awaiting-approval, -, rejects",
                "ben, other, awaiting-approval, -, not-found",
                "ben, -, awaiting-approval, -, not-found",
                "ben, other, refused, ben, not-found",
                "ben, acme, refused, ben, repeats",
                "ben, acme, completed, ben, repeats",
                "cleo, acme, refused, ben, not-awaiting-approval",
                "ben, acme, refused, -, not-awaiting-approval",
                "ben, acme, requested, -, not-awaiting-approval",
                "ben, acme, completed, -, not-awaiting-approval",
            })
    void anyRepresentativeRejectsWhatWaitsAndOnce(
            String who, String organisation, String status, String rejectedBy, String answer) {
        String said;
        try {
            said = new RejectionDecision(new UUID(0, 1), "acme", status, rejectedBy).isRepeatedBy(who, organisation)
                    ? "repeats"
                    : "rejects";
        } catch (Refused refused) {
            said = refused.reason().code();
        }
        assertEquals(answer, said);
    }

    @Test
    void aRejectionSaysWhy() {
        assertEquals("why", RejectionRequest.reason(new RejectionRequest(" why ")));
        refused("missing-reason", null);
        refused("missing-reason", new RejectionRequest(null));
        refused("missing-reason", new RejectionRequest("  "));
        refused("invalid-text", new RejectionRequest("x".repeat(1001)));
    }

    private static void refused(String code, RejectionRequest body) {
        Refused refused = assertThrows(Refused.class, () -> RejectionRequest.reason(body));
        assertEquals(code + " /reason", refused.reason().code() + " " + refused.pointer());
    }
}
