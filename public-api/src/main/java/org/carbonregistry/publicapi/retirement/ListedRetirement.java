package org.carbonregistry.publicapi.retirement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.Beneficiary;

/**
 * A retirement as everyone may see it. While its certificate is pending, what the certificate says is null: its numbers,
 * beneficiary and purpose. The units are used up for ever all the same.
 *
 * @param status {@code completed} or {@code certificate-pending}
 * @param quantity units, each {@code unitKilograms}
 * @param retiredOn the retirement date: the effective date where stated, otherwise the UTC date of {@code retiredAt}
 * @param retiredAt the legal moment: when this registry's ledger recorded it
 * @param notStated facts the source does not state
 * @param parts the units, one part for each block
 */
public record ListedRetirement(
        String certificateNumber,
        UUID id,
        String status,
        String program,
        Long certificate,
        long quantity,
        int unitKilograms,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate retiredOn,
        LocalDate effectiveDate,
        Instant retiredAt,
        List<String> notStated,
        List<Part> parts) {

    /** The units of one block; {@code projectName} and {@code type} are absent while the project is not known here. */
    public record Part(
            String project,
            String projectName,
            String type,
            String country,
            String block,
            LocalDate vintageStart,
            LocalDate vintageEnd,
            int vintage,
            long quantity,
            List<String> serials) {}
}
