package org.carbonregistry.publicapi.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A retirement as its certificate shows it.
 *
 * @param tonnes as people read them
 * @param purposeWritten null when not stated
 * @param beneficiaryWritten null when not stated
 * @param kindWritten organisation or not stated, for a beneficiary that is named; null otherwise
 * @param effective whether the date is the original one of a source
 * @param otherNotStated facts the source does not state, besides beneficiary and purpose
 * @param countries host countries of the projects, as people read them
 */
public record ShownCertificate(
        String certificateNumber,
        long quantity,
        String tonnes,
        RetirementLine.Beneficiary beneficiary,
        String beneficiaryWritten,
        String kindWritten,
        String purposeWritten,
        String scheme,
        String reason,
        String message,
        LocalDate retiredOn,
        boolean effective,
        Instant retiredAt,
        List<String> otherNotStated,
        String countries,
        List<Part> parts) {

    /**
     * The units of one block.
     *
     * @param serials its first serial ranges
     * @param more how many more ranges there are
     */
    public record Part(
            String project,
            String projectName,
            String country,
            String typeName,
            String nature,
            String block,
            int vintage,
            LocalDate vintageStart,
            LocalDate vintageEnd,
            long quantity,
            List<String> serials,
            int more) {}
}
