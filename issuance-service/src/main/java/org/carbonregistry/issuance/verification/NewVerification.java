package org.carbonregistry.issuance.verification;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.VerificationRecorded.VerifiedVintage;

/**
 * A verification as a body reports it; see {@link Verification}.
 *
 * @param date the day of the report; today when left out
 * @param riskRatingBasisPoints share at risk of reversal, in hundredths of a percent; with its date
 * @param externalId the caller's own id: the same request again is answered with the first one
 */
public record NewVerification(
        String vvb,
        LocalDate date,
        LocalDate periodStart,
        LocalDate periodEnd,
        List<VerifiedVintage> vintages,
        String documentSha256,
        Integer riskRatingBasisPoints,
        LocalDate riskRatingDate,
        List<String> notStated,
        List<String> derived,
        String externalId) {}
