package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.Beneficiary;

/**
 * A retirement that waits for its outcome, with what its certificate will say.
 *
 * @param beneficiary as it may be shown
 * @param sentAt when its order was last sent
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
        boolean approved) {}
