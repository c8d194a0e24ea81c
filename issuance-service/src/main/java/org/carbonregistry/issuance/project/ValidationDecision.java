package org.carbonregistry.issuance.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.methodology.Methodology;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.vvb.Vvb;
import org.carbonregistry.issuance.vvb.VvbDecision;

/** Whether a validation is accepted: rule 6 of the domain. */
final class ValidationDecision {

    private ValidationDecision() {}

    static Validation validate(
            Program program,
            Project project,
            Methodology methodology,
            Vvb vvb,
            NewValidation asked,
            Actor actor,
            Instant now) {
        Shape.given(asked.vvb(), "/vvb");
        Shape.day(asked.date(), "/date");
        Shape.sha256(asked.documentSha256(), "/documentSha256");
        String opinion = Shape.text(asked.opinion(), 2000, "/opinion");
        if (project.status() != ProjectState.UNDER_VALIDATION) {
            project.status().after(ProjectMove.START_VALIDATION);
        }
        Shape.period(asked.creditingStart(), asked.creditingEnd(), "/creditingStart", "/creditingEnd");
        if (asked.date().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(asked.date() + ".", "/date");
        }
        String version = asked.methodologyVersion() == null ? project.methodologyVersion() : asked.methodologyVersion();
        if (project.methodology() == null) {
            if (!program.mayLeaveOut("methodology")) {
                throw IssuanceRefusal.FIELD_MISSING.of("The project names no methodology.", "/methodologyVersion");
            }
        } else if (!methodology.isValid(Shape.given(version, "/methodologyVersion"), asked.date())) {
            throw IssuanceRefusal.METHODOLOGY_VERSION_NOT_VALID.of(
                    methodology.code() + " " + version + ", " + asked.date() + ".", "/methodologyVersion");
        }
        VvbDecision.requireAble(
                vvb, asked.vvb(), program.typeOf(project.type(), "/type").sector(), asked.date(), actor);
        return new Validation(
                UUID.randomUUID(),
                project.id(),
                asked.vvb(),
                version,
                asked.date(),
                asked.creditingStart(),
                asked.creditingEnd(),
                asked.documentSha256(),
                opinion,
                now);
    }
}
