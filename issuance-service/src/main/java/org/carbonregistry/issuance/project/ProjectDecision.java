package org.carbonregistry.issuance.project;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.ProjectRegistered.Document;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.methodology.Methodology;
import org.carbonregistry.issuance.program.OpenFacts;
import org.carbonregistry.issuance.program.Program;

/** What makes a project, and who may move it. */
final class ProjectDecision {

    private ProjectDecision() {}

    /**
     * A new project: a draft, or registered when it is brought in from a source registry.
     *
     * @param methodology the one that is asked for, or null when there is none of this code or none is asked for
     */
    static Project register(Program program, Methodology methodology, NewProject asked, Actor actor, LocalDate today) {
        String name = Shape.text(asked.name(), Bounds.NAME, "/name");
        Shape.country(asked.country(), "/country");
        Shape.given(asked.type(), "/type");
        if (asked.code() != null && !SerialRange.isProjectCode(asked.code())) {
            throw IssuanceRefusal.INVALID_VALUE.of("A project's code is 1 to 20 letters or digits.", "/code");
        }
        checkFigures(asked);
        String proponent = proponent(asked, actor);
        ProjectState status = requireStatus(program, asked, actor, today);
        requireCovered(program, methodology, asked);
        List<String> notStated = notStated(program, asked, proponent);
        String code = asked.code();
        return new Project(
                code == null ? null : program.code() + "-" + code,
                0,
                program.code(),
                code,
                name,
                asked.country(),
                asked.type(),
                proponent,
                Shape.textOrNull(asked.proponentName(), Bounds.NAME, "/proponentName"),
                asked.methodology(),
                asked.methodologyVersion(),
                Shape.textOrNull(asked.description(), Bounds.DESCRIPTION, "/description"),
                asked.latitude(),
                asked.longitude(),
                asked.creditingStart(),
                asked.creditingEnd(),
                asked.estimatedAnnualUnits(),
                asked.sdgs() == null
                        ? List.of()
                        : asked.sdgs().stream().distinct().toList(),
                documents(asked.documents()),
                notStated,
                OpenFacts.derived(program, asked.derived()),
                status);
    }

    /** Whether this person may make this move; the proponent lists and withdraws, a registrar does everything else. */
    static void requireMover(Project project, ProjectMove move, Actor actor) {
        boolean proponents = move == ProjectMove.LIST || move == ProjectMove.WITHDRAW;
        if (!actor.registrar() && !(proponents && actor.actsFor(project.proponent()))) {
            throw IssuanceRefusal.NOT_YOUR_PROJECT.of(null, null);
        }
    }

    private static void checkFigures(NewProject asked) {
        if (asked.creditingStart() != null || asked.creditingEnd() != null) {
            Shape.period(asked.creditingStart(), asked.creditingEnd(), "/creditingStart", "/creditingEnd");
        }
        if (asked.latitude() != null && !asked.latitude().isWithin(90)) {
            throw IssuanceRefusal.INVALID_VALUE.of("A latitude is -90 to 90.", "/latitude");
        }
        if (asked.longitude() != null && !asked.longitude().isWithin(180)) {
            throw IssuanceRefusal.INVALID_VALUE.of("A longitude is -180 to 180.", "/longitude");
        }
        if (asked.estimatedAnnualUnits() != null && asked.estimatedAnnualUnits() < 0) {
            throw IssuanceRefusal.INVALID_VALUE.of("An estimate is not negative.", "/estimatedAnnualUnits");
        }
        Shape.list(asked.sdgs(), Bounds.GOALS, "/sdgs");
        if (asked.sdgs() != null && asked.sdgs().stream().anyMatch(g -> g == null || g < 1 || g > 17)) {
            throw IssuanceRefusal.INVALID_VALUE.of("The goals are 1 to 17.", "/sdgs");
        }
    }

    private static String proponent(NewProject asked, Actor actor) {
        if (asked.proponent() != null) {
            Shape.code(asked.proponent(), "/proponent");
            if (!actor.registrar() && !actor.actsFor(asked.proponent())) {
                throw IssuanceRefusal.NOT_YOUR_PROJECT.of(null, "/proponent");
            }
            return asked.proponent();
        }
        return actor.registrar() ? null : Shape.given(actor.organisation(), "/proponent");
    }

    private static ProjectState requireStatus(Program program, NewProject asked, Actor actor, LocalDate today) {
        ProjectState status = asked.status() == null ? ProjectState.DRAFT : asked.status();
        if (status != ProjectState.DRAFT && status != ProjectState.REGISTERED) {
            throw IssuanceRefusal.ILLEGAL_MOVE.of("A new project is a draft, or registered by an import.", "/status");
        }
        if (status == ProjectState.REGISTERED && !(actor.registrar() && program.isImportOpen())) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("Then a registrar may register a project at once.", "/status");
        }
        if (status != ProjectState.REGISTERED && asked.anotherActivity() != null) {
            throw IssuanceRefusal.INVALID_VALUE.of("It is said when the project is registered.", "/anotherActivity");
        }
        if (asked.effectiveDate() != null) {
            if (status != ProjectState.REGISTERED) {
                throw IssuanceRefusal.IMPORT_NOT_OPEN.of(
                        "Only what is brought in has a date of its own.", "/effectiveDate");
            }
            if (Shape.day(asked.effectiveDate(), "/effectiveDate").isAfter(today)) {
                throw IssuanceRefusal.IN_THE_FUTURE.of(asked.effectiveDate() + ".", "/effectiveDate");
            }
        }
        return status;
    }

    private static void requireCovered(Program program, Methodology methodology, NewProject asked) {
        if (!program.countries().isEmpty() && !program.countries().contains(asked.country())) {
            throw IssuanceRefusal.COUNTRY_NOT_IN_SCOPE.of(asked.country() + ".", "/country");
        }
        ProjectType type = program.typeOf(asked.type(), "/type");
        if (asked.methodology() == null) {
            if (asked.methodologyVersion() != null) {
                throw IssuanceRefusal.FIELD_MISSING.of("A version is of a methodology.", "/methodology");
            }
            return;
        }
        if (methodology == null || !methodology.program().equals(program.code())) {
            throw IssuanceRefusal.UNKNOWN_METHODOLOGY.of("'" + asked.methodology() + "'.", "/methodology");
        }
        if (!methodology.projectTypes().contains(type.code())) {
            throw IssuanceRefusal.TYPE_NOT_ALLOWED.of(type.code() + " in " + methodology.code() + ".", "/type");
        }
        if (asked.methodologyVersion() != null
                && methodology.version(asked.methodologyVersion()).isEmpty()) {
            throw IssuanceRefusal.UNKNOWN_METHODOLOGY.of(
                    "No version '" + asked.methodologyVersion() + "'.", "/methodologyVersion");
        }
    }

    /**
     * The facts that stay open. In a programme that is being brought in, what is left out is recorded as not stated;
     * otherwise a draft may be incomplete, and nothing is said of what is left out.
     */
    private static List<String> notStated(Program program, NewProject asked, String proponent) {
        OpenFacts facts = new OpenFacts(program, asked.notStated());
        facts.see("methodology", asked.methodology() != null, "/methodology");
        facts.see("creditingPeriod", asked.creditingStart() != null, "/creditingStart");
        facts.see("proponent", proponent != null || asked.proponentName() != null, "/proponent");
        facts.see("document", asked.documents() != null && !asked.documents().isEmpty(), "/documents");
        facts.see("location", asked.latitude() != null && asked.longitude() != null, "/latitude");
        return facts.notStated();
    }

    private static List<Document> documents(List<Document> documents) {
        Shape.list(documents, Bounds.DOCUMENTS, "/documents");
        if (documents == null) {
            return List.of();
        }
        for (int i = 0; i < documents.size(); i++) {
            Document document = Shape.given(documents.get(i), "/documents/" + i);
            Shape.text(document.name(), Bounds.NAME, "/documents/" + i + "/name");
            Shape.sha256(document.sha256(), "/documents/" + i + "/sha256");
        }
        return List.copyOf(documents);
    }
}
