package org.carbonregistry.issuance.verification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.VerificationRecorded;
import org.carbonregistry.events.message.VerificationRecorded.VerifiedVintage;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Bounds;

/**
 * A verification that was accepted: these units were achieved in this period.
 *
 * @param vvb code of the body, or null when not stated
 * @param date the day of the report
 * @param riskRatingBasisPoints share at risk of reversal, in hundredths of a percent, or null
 */
public record Verification(
        UUID id,
        String project,
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
        Instant recordedAt) {

    public Verification {
        vintages = Bounds.keep(vintages, Bounds.VINTAGES);
        notStated = Bounds.keep(notStated, Bounds.FACTS);
        derived = Bounds.keep(derived, Bounds.FACTS);
    }

    Message fact(long number) {
        return Message.fact(
                MessageType.VERIFICATION_RECORDED,
                project,
                number,
                recordedAt,
                new VerificationRecorded(
                        project,
                        number,
                        id,
                        vvb,
                        periodStart,
                        periodEnd,
                        vintages,
                        documentSha256,
                        notStated,
                        derived,
                        recordedAt));
    }
}
