package org.carbonregistry.publicapi.project;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything public about a project.
 *
 * @param retirements how many retirements used up units of it
 * @param history its states with reasons, oldest first
 * @param verifications accepted reports, oldest first
 * @param dates how dates are to be understood
 */
public record DetailedProject(
        @JsonUnwrapped ListedProject project,
        String description,
        List<Integer> sdgs,
        List<?> documents,
        long retirements,
        List<State> history,
        List<?> verifications,
        String dates) {

    /**
     * A state the project came into.
     *
     * @param methodologyVersion the version this change settled, or null; likewise the crediting period
     * @param evidenceSha256 SHA-256 of the document it rests on, or null
     */
    public record State(
            String from,
            String to,
            String reason,
            String methodologyVersion,
            LocalDate creditingStart,
            LocalDate creditingEnd,
            String evidenceSha256,
            LocalDate effectiveDate,
            Instant time) {}
}
