package org.carbonregistry.issuance.project;

import java.time.LocalDate;

/**
 * A validation as a body reports it.
 *
 * @param methodologyVersion the project's own when left out
 * @param date the day of the validation
 * @param opinion in words; {@code negative} leaves the project under validation
 */
public record NewValidation(
        String vvb,
        String methodologyVersion,
        LocalDate date,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        String documentSha256,
        String opinion) {}
