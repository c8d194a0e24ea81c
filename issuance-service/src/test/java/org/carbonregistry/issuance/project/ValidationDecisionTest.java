package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.SHA;
import static org.carbonregistry.issuance.Examples.STRANGER;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.VERIFIER;
import static org.carbonregistry.issuance.Examples.importing;
import static org.carbonregistry.issuance.Examples.methodology;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.program;
import static org.carbonregistry.issuance.Examples.project;
import static org.carbonregistry.issuance.Examples.vvb;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.methodology.Methodology;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.vvb.Vvb;
import org.carbonregistry.issuance.vvb.VvbState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 6: the methodology version was valid, the type is allowed, the body was accredited on that day. */
class ValidationDecisionTest {

    /** A validation that is reported, and everything around it; every part can be another one. */
    private static final class Asked {
        private Program program = program();
        private Project project = project(ProjectState.LISTED);
        private Methodology methodology = methodology();
        private Vvb vvb = vvb(VvbState.ACTIVE);
        private Actor actor = VERIFIER;
        private String code = "SC";
        private String version;
        private LocalDate date = LocalDate.of(2021, 6, 1);
        private LocalDate start = LocalDate.of(2015, 1, 1);
        private LocalDate end = LocalDate.of(2024, 12, 31);
        private String sha = SHA;
        private String opinion = "sound";

        private Validation decide() {
            NewValidation asked = new NewValidation(code, version, date, start, end, sha, opinion);
            return ValidationDecision.validate(program, project, methodology, vvb, asked, actor, NOW);
        }
    }

    private static Arguments line(String what, String expected, Consumer<Asked> change) {
        return Arguments.of(what, expected, change);
    }

    private static Project without(String methodology) {
        Project p = project(ProjectState.LISTED);
        return new Project(
                p.id(),
                p.number(),
                p.program(),
                p.code(),
                p.name(),
                p.country(),
                p.type(),
                p.proponent(),
                null,
                methodology,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                p.status());
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                line("as it is", "accepted", a -> {}),
                line("goes on with a validation", "accepted", a -> a.project = project(ProjectState.UNDER_VALIDATION)),
                line("no body", "field-missing /vvb", a -> a.code = null),
                line("no day", "field-missing /date", a -> a.date = null),
                line("no digest", "field-missing /documentSha256", a -> a.sha = null),
                line("a digest of capitals", "invalid-value /documentSha256", a -> a.sha = "A".repeat(64)),
                line("no opinion", "field-missing /opinion", a -> a.opinion = null),
                line("a draft", "illegal-move", a -> a.project = project(ProjectState.DRAFT)),
                line("a registered project", "illegal-move", a -> a.project = project(ProjectState.REGISTERED)),
                line("ends before it starts", "ends-before-start /creditingEnd", a -> a.end = a.start.minusDays(1)),
                line("tomorrow", "in-the-future /date", a -> a.date = TODAY.plusDays(1)),
                line("today", "accepted", a -> a.date = TODAY),
                line(
                        "a version not valid yet",
                        "methodology-version-not-valid /methodologyVersion",
                        a -> a.date = LocalDate.of(2020, 12, 31)),
                line("the first valid day", "accepted", a -> a.date = LocalDate.of(2021, 1, 1)),
                line("a version not valid any more", "methodology-version-not-valid /methodologyVersion", a -> {
                    a.version = "1.0";
                }),
                line("its last valid day", "accepted", a -> {
                    a.version = "1.0";
                    a.date = LocalDate.of(2020, 12, 31);
                }),
                line("an unknown version", "methodology-version-not-valid /methodologyVersion", a -> a.version = "7"),
                line("no version", "field-missing /methodologyVersion", a -> a.project = without("CCR-M")),
                line("no methodology", "field-missing /methodologyVersion", a -> a.project = without(null)),
                line("no methodology in an import", "accepted", a -> {
                    a.project = without(null);
                    a.program = importing("methodology");
                }),
                line("an unknown body", "unknown-vvb /vvb", a -> a.vvb = null),
                line("another's body", "not-your-body /vvb", a -> a.actor = STRANGER),
                line("a suspended body", "vvb-suspended /vvb", a -> a.vvb = vvb(VvbState.SUSPENDED)),
                line("not accredited yet", "vvb-not-accredited /vvb", a -> {
                    a.version = "1.0";
                    a.date = LocalDate.of(2014, 12, 31);
                }),
                line(
                        "not accredited for the sector",
                        "vvb-not-accredited /vvb",
                        a -> a.project = project(
                                ProjectState.LISTED, "forest", LocalDate.of(2015, 1, 1), LocalDate.of(2024, 12, 31))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("reports")
    void aValidationIsAcceptedOrRefusedByName(String what, String expected, Consumer<Asked> change) throws Exception {
        Asked asked = new Asked();
        change.accept(asked);
        assertEquals(expected, outcome(asked::decide));
    }
}
