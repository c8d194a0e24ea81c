package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.events.message.Beneficiary;

/**
 * A retirement that the ledger has answered, with what its certificate will say.
 *
 * @param beneficiary as it may be shown
 * @param sentAt when its order was last sent
 * @param standing what an answer can still change
 * @param approved whether a second representative has approved it
 */
record PendingRetirement(
        UUID id,
        String account,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate effectiveDate,
        List<String> notStated,
        Instant sentAt,
        Standing standing,
        boolean approved) {

    /** What an answer of the ledger can still change. */
    enum Standing {
        /** Waits for the ledger: any answer counts. */
        REQUESTED,
        /** Waits for a second representative. A repeat of its order may be executed all the same, and then it is. */
        AWAITS_APPROVAL,
        /** Refused here, by no word of the ledger, because nobody approved it: if units are used up for it, it is completed. */
        NOT_APPROVED,
        /** Completed, or refused by the ledger: nothing changes it. */
        DECIDED;

        /** Codes of refusals that are this service's own, not the ledger's. */
        static final Set<String> OWN_REFUSALS = Set.of("approval-expired", "approval-rejected");

        static Standing of(String status, String refusal) {
            return switch (status) {
                case "requested" -> REQUESTED;
                case "awaiting-approval" -> AWAITS_APPROVAL;
                case "refused" -> OWN_REFUSALS.contains(refusal) ? NOT_APPROVED : DECIDED;
                default -> DECIDED;
            };
        }
    }

    /** Whether it counts as refused so far. */
    boolean isRefused() {
        return standing == Standing.NOT_APPROVED;
    }
}
