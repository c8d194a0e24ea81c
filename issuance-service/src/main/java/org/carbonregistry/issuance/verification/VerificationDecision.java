package org.carbonregistry.issuance.verification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.VerificationRecorded.VerifiedVintage;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.program.OpenFacts;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.vvb.Vvb;
import org.carbonregistry.issuance.vvb.VvbDecision;

/** Whether a verification is accepted: rules 3, 5, 6, 9 and 21 of the domain. */
final class VerificationDecision {

    private static final int MOST_BASIS_POINTS = 10_000;

    private VerificationDecision() {}

    /**
     * What is known before the decision.
     *
     * @param vvb the body that is named, or null when there is none of this code or none is named
     * @param validatedBy the body of the project's last validation, or null
     * @param earlier what was verified of the project before
     */
    record Known(Program program, Project project, Vvb vvb, String validatedBy, List<VerifiedPeriod> earlier) {}

    static Verification verify(Known known, NewVerification asked, Actor actor, Instant now) {
        Program program = known.program();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (actor.registrar() && !program.isImportOpen()) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("Otherwise a body verifies.", null);
        }
        if (known.project().status() != ProjectState.REGISTERED) {
            throw IssuanceRefusal.PROJECT_NOT_REGISTERED.of(
                    "It is " + known.project().status().word() + ".", null);
        }
        OpenFacts facts = new OpenFacts(program, asked.notStated());
        LocalDate date = requirePeriod(asked, today);
        requireBody(known, asked, actor, date, facts);
        facts.need("document", asked.documentSha256() != null, "/documentSha256");
        if (asked.documentSha256() != null) {
            Shape.sha256(asked.documentSha256(), "/documentSha256");
        }
        requireInsideCrediting(known, asked);
        List<VerifiedVintage> vintages = vintages(program, asked, today);
        requireNotVerifiedBefore(known, asked);
        requireRating(known, asked, today, facts);
        return new Verification(
                UUID.randomUUID(),
                known.project().id(),
                asked.vvb(),
                date,
                asked.periodStart(),
                asked.periodEnd(),
                vintages,
                asked.documentSha256(),
                asked.riskRatingBasisPoints(),
                asked.riskRatingDate(),
                facts.notStated(),
                OpenFacts.derived(program, asked.derived()),
                now);
    }

    /** The day of the report: after the period, and not to come. */
    private static LocalDate requirePeriod(NewVerification asked, LocalDate today) {
        Shape.period(asked.periodStart(), asked.periodEnd(), "/periodStart", "/periodEnd");
        if (asked.periodEnd().isAfter(today)) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(asked.periodEnd() + ".", "/periodEnd");
        }
        if (asked.date() == null) {
            return today;
        }
        if (asked.date().isAfter(today)) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(asked.date() + ".", "/date");
        }
        if (asked.date().isBefore(asked.periodEnd())) {
            throw IssuanceRefusal.ENDS_BEFORE_START.of("It is verified after " + asked.periodEnd() + ".", "/date");
        }
        return asked.date();
    }

    private static void requireInsideCrediting(Known known, NewVerification asked) {
        Project project = known.project();
        if (project.creditingStart() == null) {
            if (!known.program().mayLeaveOut("creditingPeriod")) {
                throw IssuanceRefusal.FIELD_MISSING.of("The project has no crediting period.", null);
            }
        } else if (asked.periodStart().isBefore(project.creditingStart())
                || asked.periodEnd().isAfter(project.creditingEnd())) {
            throw IssuanceRefusal.OUTSIDE_CREDITING_PERIOD.of(
                    "It is " + project.creditingStart() + " to " + project.creditingEnd() + ".", "/periodStart");
        }
    }

    private static void requireBody(Known known, NewVerification asked, Actor actor, LocalDate date, OpenFacts facts) {
        facts.need("vvb", asked.vvb() != null, "/vvb");
        if (asked.vvb() == null) {
            return;
        }
        String sector = known.program().typeOf(known.project().type(), null).sector();
        VvbDecision.requireAble(known.vvb(), asked.vvb(), sector, date, actor);
        if (known.program().requireDifferentBodies() && asked.vvb().equals(known.validatedBy())) {
            throw IssuanceRefusal.SAME_BODY.of(null, "/vvb");
        }
    }

    private static List<VerifiedVintage> vintages(Program program, NewVerification asked, LocalDate today) {
        List<VerifiedVintage> vintages =
                Shape.list(Shape.given(asked.vintages(), "/vintages"), Bounds.VINTAGES, "/vintages");
        if (vintages.isEmpty()) {
            throw IssuanceRefusal.FIELD_MISSING.of("At least one vintage is needed.", "/vintages");
        }
        for (int i = 0; i < vintages.size(); i++) {
            String at = "/vintages/" + i;
            VerifiedVintage vintage = Shape.given(vintages.get(i), at);
            VintageRules.requireAllowed(program, vintage.start(), vintage.end(), today, at);
            Shape.units(vintage.quantity(), at + "/quantity");
            if (vintage.start().isBefore(asked.periodStart()) || vintage.end().isAfter(asked.periodEnd())) {
                throw IssuanceRefusal.OUTSIDE_VERIFIED_PERIOD.of(vintage.start() + " to " + vintage.end() + ".", at);
            }
        }
        List<VerifiedVintage> sorted = vintages.stream()
                .sorted(Comparator.comparing(VerifiedVintage::start))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (!sorted.get(i).start().isAfter(sorted.get(i - 1).end())) {
                throw IssuanceRefusal.VINTAGES_OVERLAP.of(sorted.get(i).start() + " is in both.", "/vintages");
            }
        }
        return sorted;
    }

    private static void requireNotVerifiedBefore(Known known, NewVerification asked) {
        for (VerifiedPeriod period : known.earlier()) {
            if (period.overlaps(asked.periodStart(), asked.periodEnd())) {
                throw IssuanceRefusal.VERIFIED_PERIODS_OVERLAP.of("It was " + period + ".", "/periodStart");
            }
        }
    }

    /** A rating is dated; it is needed where it alone says what goes to the buffer. */
    private static void requireRating(Known known, NewVerification asked, LocalDate today, OpenFacts facts) {
        Integer rating = asked.riskRatingBasisPoints();
        boolean natureBased =
                known.program().typeOf(known.project().type(), null).natureBased();
        if (known.program().bufferAppliesTo().appliesTo(natureBased)
                && known.program().bufferMinimumBasisPoints() == 0) {
            facts.need("riskRating", rating != null, "/riskRatingBasisPoints");
        }
        if (rating == null) {
            if (asked.riskRatingDate() != null) {
                throw IssuanceRefusal.FIELD_MISSING.of("The date of what rating?", "/riskRatingBasisPoints");
            }
            return;
        }
        if (rating < 0 || rating > MOST_BASIS_POINTS) {
            throw IssuanceRefusal.INVALID_VALUE.of("Basis points are 0 to 10000.", "/riskRatingBasisPoints");
        }
        if (asked.riskRatingDate() == null) {
            throw IssuanceRefusal.RISK_RATING_WITHOUT_DATE.of(null, "/riskRatingDate");
        }
        if (Shape.day(asked.riskRatingDate(), "/riskRatingDate").isAfter(today)) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(asked.riskRatingDate() + ".", "/riskRatingDate");
        }
    }
}
