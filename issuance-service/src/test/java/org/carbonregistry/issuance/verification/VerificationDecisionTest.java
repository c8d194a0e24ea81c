package org.carbonregistry.issuance.verification;

import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.REGISTRAR;
import static org.carbonregistry.issuance.Examples.SHA;
import static org.carbonregistry.issuance.Examples.STRANGER;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.VERIFIER;
import static org.carbonregistry.issuance.Examples.closed;
import static org.carbonregistry.issuance.Examples.importing;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.program;
import static org.carbonregistry.issuance.Examples.project;
import static org.carbonregistry.issuance.Examples.vvb;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carbonregistry.events.message.VerificationRecorded.VerifiedVintage;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.vvb.Vvb;
import org.carbonregistry.issuance.vvb.VvbState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 3, 5, 6, 9 and 21. */
class VerificationDecisionTest {

    /** A verification of 2022 and 2023 that is reported, and everything around it; every part can be another one. */
    private static final class Asked {
        private Program program = program();
        private Project project = project(ProjectState.REGISTERED);
        private Vvb vvb = vvb(VvbState.ACTIVE);
        private String validatedBy = "SC";
        private List<VerifiedPeriod> earlier = List.of();
        private Actor actor = VERIFIER;
        private String code = "SC";
        private LocalDate date;
        private LocalDate start = LocalDate.of(2022, 1, 1);
        private LocalDate end = LocalDate.of(2023, 12, 31);
        private List<VerifiedVintage> vintages = List.of(vintage(2022, 100), vintage(2023, 200));
        private String sha = SHA;
        private Integer rating;
        private LocalDate rated;
        private List<String> notStated;
        private List<String> derived;

        private Verification decide() {
            return VerificationDecision.verify(
                    new VerificationDecision.Known(program, project, vvb, validatedBy, earlier),
                    new NewVerification(code, date, start, end, vintages, sha, rating, rated, notStated, derived, null),
                    actor,
                    NOW);
        }
    }

    private static VerifiedVintage vintage(int year, long quantity) {
        return new VerifiedVintage(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), quantity);
    }

    private static VerifiedVintage vintage(String start, String end) {
        return new VerifiedVintage(LocalDate.parse(start), LocalDate.parse(end), 5);
    }

    private static Arguments line(String what, String expected, Consumer<Asked> change) {
        return Arguments.of(what, expected, change);
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                line("as it is", "accepted", a -> {}),
                line("by a registrar", "import-not-open", a -> a.actor = REGISTRAR),
                line("by a registrar in an import", "accepted", a -> {
                    a.actor = REGISTRAR;
                    a.program = importing();
                }),
                line("by a registrar after the closing", "import-not-open", a -> {
                    a.actor = REGISTRAR;
                    a.program = closed();
                }),
                line(
                        "of a project that is listed",
                        "project-not-registered",
                        a -> a.project = project(ProjectState.LISTED)),
                line(
                        "of a suspended project",
                        "project-not-registered",
                        a -> a.project = project(ProjectState.SUSPENDED)),
                line("no period", "field-missing /periodStart", a -> a.start = null),
                line("ends before it starts", "ends-before-start /periodEnd", a -> a.end = LocalDate.of(2021, 1, 1)),
                line("before all calendars", "invalid-value /periodStart", a -> a.start = LocalDate.of(-99_999, 1, 1)),
                line("ends tomorrow", "in-the-future /periodEnd", a -> a.end = TODAY.plusDays(1)),
                line("reported tomorrow", "in-the-future /date", a -> a.date = TODAY.plusDays(1)),
                line("reported before it ended", "ends-before-start /date", a -> a.date = LocalDate.of(2023, 12, 30)),
                line("no body", "field-missing /vvb", a -> a.code = null),
                line("an unknown body", "unknown-vvb /vvb", a -> a.vvb = null),
                line("another's body", "not-your-body /vvb", a -> a.actor = STRANGER),
                line("a suspended body", "vvb-suspended /vvb", a -> a.vvb = vvb(VvbState.SUSPENDED)),
                line(
                        "not accredited for the sector",
                        "vvb-not-accredited /vvb",
                        a -> a.project = project(
                                ProjectState.REGISTERED,
                                "forest",
                                LocalDate.of(2015, 1, 1),
                                LocalDate.of(2024, 12, 31))),
                line(
                        "the validating body",
                        "same-body /vvb",
                        a -> a.program = program(ImportState.NONE, List.of(), BufferRule.NONE, 0, true)),
                line("another body than that", "accepted", a -> {
                    a.program = program(ImportState.NONE, List.of(), BufferRule.NONE, 0, true);
                    a.validatedBy = "TT";
                }),
                line("no document", "field-missing /documentSha256", a -> a.sha = null),
                line("half a digest", "invalid-value /documentSha256", a -> a.sha = "ab"),
                line(
                        "starts before the crediting",
                        "outside-crediting-period /periodStart",
                        a -> a.start = LocalDate.of(2014, 12, 31)),
                line(
                        "ends after the crediting",
                        "outside-crediting-period /periodStart",
                        a -> a.end = LocalDate.of(2025, 1, 1)),
                line(
                        "no crediting period",
                        "field-missing",
                        a -> a.project = project(ProjectState.REGISTERED, "solar", null, null)),
                line("no crediting period in an import", "accepted", a -> {
                    a.project = project(ProjectState.REGISTERED, "solar", null, null);
                    a.program = importing("creditingPeriod");
                }),
                line("no vintages", "field-missing /vintages", a -> a.vintages = null),
                line("none at all", "field-missing /vintages", a -> a.vintages = List.of()),
                line(
                        "a vintage outside",
                        "outside-verified-period /vintages/0",
                        a -> a.vintages = List.of(vintage(2021, 5))),
                line(
                        "a vintage too old",
                        "vintage-too-old /vintages/0/end",
                        a -> a.vintages = List.of(vintage(2009, 5))),
                line(
                        "a vintage over a year's end",
                        "vintage-crosses-year /vintages/0/start",
                        a -> a.vintages = List.of(vintage("2022-12-01", "2023-01-31"))),
                line(
                        "a vintage of one day",
                        "accepted",
                        a -> a.vintages = List.of(vintage("2022-12-01", "2022-12-01"))),
                line(
                        "a vintage backwards",
                        "ends-before-start /vintages/0/end",
                        a -> a.vintages = List.of(vintage("2022-12-02", "2022-12-01"))),
                line(
                        "vintages overlap",
                        "vintages-overlap /vintages",
                        a -> a.vintages =
                                List.of(vintage("2022-06-01", "2022-12-31"), vintage("2022-01-01", "2022-06-01"))),
                line("nothing", "invalid-value /vintages/0/quantity", a -> a.vintages = List.of(vintage(2022, 0))),
                line(
                        "less than nothing",
                        "invalid-value /vintages/0/quantity",
                        a -> a.vintages = List.of(vintage(2022, -5))),
                line(
                        "more than there is",
                        "invalid-value /vintages/0/quantity",
                        a -> a.vintages = List.of(vintage(2022, Long.MAX_VALUE))),
                line(
                        "verified before",
                        "verified-periods-overlap /periodStart",
                        a -> a.earlier =
                                List.of(new VerifiedPeriod(LocalDate.of(2023, 12, 31), LocalDate.of(2024, 5, 1)))),
                line(
                        "next to an earlier one",
                        "accepted",
                        a -> a.earlier =
                                List.of(new VerifiedPeriod(LocalDate.of(2021, 1, 1), LocalDate.of(2021, 12, 31)))),
                line("a rating of more than all", "invalid-value /riskRatingBasisPoints", a -> a.rating = 10_001),
                line("a rating of no day", "risk-rating-without-date /riskRatingDate", a -> a.rating = 100),
                line("a rating of tomorrow", "in-the-future /riskRatingDate", a -> {
                    a.rating = 100;
                    a.rated = TODAY.plusDays(1);
                }),
                line(
                        "no rating where it decides",
                        "field-missing /riskRatingBasisPoints",
                        a -> a.program = program(ImportState.NONE, List.of(), BufferRule.ALL, 0, false)),
                line(
                        "not stated without import",
                        "not-stated-not-allowed /notStated",
                        a -> a.notStated = List.of("document")),
                line(
                        "too many vintages",
                        "too-many /vintages",
                        a -> a.vintages = java.util.Collections.nCopies(201, vintage(2022, 1))),
                line(
                        "a date without a rating",
                        "field-missing /riskRatingBasisPoints",
                        a -> a.rated = LocalDate.of(2024, 1, 1)),
                line("derived without import", "import-not-open /derived", a -> a.derived = List.of("periodStart")),
                line("left out what is needed", "not-stated-not-allowed /vvb", a -> {
                    a.program = importing("document");
                    a.code = null;
                }),
                line("stated and not stated", "stated-and-not-stated /notStated", a -> {
                    a.program = importing("document");
                    a.notStated = List.of("document");
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("reports")
    void aVerificationIsAcceptedOrRefusedByName(String what, String expected, Consumer<Asked> change) throws Exception {
        Asked asked = new Asked();
        change.accept(asked);
        assertEquals(expected, outcome(asked::decide));
    }

    @Test
    void whatTheSourceDoesNotSayIsRecordedAsNotStated() {
        Asked asked = new Asked();
        asked.program = importing("vvb", "document");
        asked.actor = REGISTRAR;
        asked.code = null;
        asked.sha = null;
        asked.derived = List.of("periodStart");
        Verification verification = asked.decide();
        assertEquals(List.of("vvb", "document"), verification.notStated());
        assertEquals(List.of("periodStart"), verification.derived());
    }

    @Test
    void theBodyWasAccreditedOnTheDayOfTheReport() throws Exception {
        Asked asked = new Asked();
        asked.project = project(ProjectState.REGISTERED, "solar", LocalDate.of(2010, 1, 1), LocalDate.of(2024, 12, 31));
        asked.start = LocalDate.of(2013, 1, 1);
        asked.end = LocalDate.of(2013, 12, 31);
        asked.vintages = List.of(vintage(2013, 5));
        asked.date = LocalDate.of(2014, 12, 31);
        assertEquals("vvb-not-accredited /vvb", outcome(asked::decide));
        asked.date = LocalDate.of(2015, 1, 1);
        assertEquals("accepted", outcome(asked::decide));
    }
}
