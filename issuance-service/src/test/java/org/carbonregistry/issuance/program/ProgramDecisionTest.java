package org.carbonregistry.issuance.program;

import static org.carbonregistry.issuance.Examples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.issuance.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramDecisionTest {

    private static final Instant NOW = Examples.NOW;
    private static final Instant DEADLINE = NOW.plus(Duration.ofDays(30));
    private static final ProjectType SOLAR = new ProjectType("solar", "Solar", "energy", "reduction", false);

    /** A programme that is asked for; every field can be another one. */
    private static final class Asked {
        private String code = "CCR";
        private String name = "Common Carbon";
        private Scope scope = Scope.GLOBAL;
        private List<String> countries;
        private Integer unit;
        private List<ProjectType> types = List.of(SOLAR);
        private Integer oldest;
        private Integer minimum;
        private List<String> notStated;
        private String source;

        private NewProgram build() {
            return new NewProgram(
                    code, name, scope, countries, unit, types, oldest, null, null, minimum, null, notStated, source);
        }
    }

    private static Arguments line(String what, String expected, UnaryOperator<Asked> change) {
        return Arguments.of(what, expected, change);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                line("as it is", "accepted", a -> a),
                line("no code", "field-missing /code", a -> with(a, () -> a.code = null)),
                line("a dash in the code", "invalid-value /code", a -> with(a, () -> a.code = "CC-R")),
                line("small letters", "invalid-value /code", a -> with(a, () -> a.code = "ccr")),
                line("no name", "field-missing /name", a -> with(a, () -> a.name = null)),
                line("a blank name", "invalid-value /name", a -> with(a, () -> a.name = " ")),
                line("a zero byte in the name", "invalid-value /name", a -> with(a, () -> a.name = "a\u0000b")),
                line("a huge name", "invalid-value /name", a -> with(a, () -> a.name = "x".repeat(301))),
                line("no scope", "field-missing /scope", a -> with(a, () -> a.scope = null)),
                line(
                        "global with countries",
                        "invalid-value /countries",
                        a -> with(a, () -> a.countries = List.of("KE"))),
                line("national without", "invalid-value /countries", a -> with(a, () -> a.scope = Scope.NATIONAL)),
                line(
                        "national",
                        "accepted",
                        a -> with(a, () -> {
                            a.scope = Scope.NATIONAL;
                            a.countries = List.of("KE");
                        })),
                line(
                        "a country in words",
                        "invalid-value /countries/1",
                        a -> with(a, () -> {
                            a.scope = Scope.REGIONAL;
                            a.countries = List.of("KE", "Uganda");
                        })),
                line(
                        "an absent country",
                        "field-missing /countries/0",
                        a -> with(a, () -> {
                            a.scope = Scope.REGIONAL;
                            a.countries = new ArrayList<>(Arrays.asList((String) null));
                        })),
                line("kilograms", "accepted", a -> with(a, () -> a.unit = 1)),
                line("units of 500 kg", "invalid-value /unitKilograms", a -> with(a, () -> a.unit = 500)),
                line("no types", "field-missing /projectTypes", a -> with(a, () -> a.types = List.of())),
                line(
                        "a type twice",
                        "invalid-value /projectTypes/1/code",
                        a -> with(a, () -> a.types = List.of(SOLAR, SOLAR))),
                line(
                        "a type of no nature",
                        "invalid-value /projectTypes/0/nature",
                        a -> with(a, () -> a.types = List.of(new ProjectType("x", "X", "s", "magic", false)))),
                line("an age of two digits", "invalid-value /oldestVintage", a -> with(a, () -> a.oldest = 95)),
                line("all to the buffer", "accepted", a -> with(a, () -> a.minimum = 10_000)),
                line(
                        "more than all",
                        "invalid-value /bufferMinimumBasisPoints",
                        a -> with(a, () -> a.minimum = 10_001)),
                line(
                        "a fact of no name",
                        "invalid-value /mayBeNotStated/0",
                        a -> with(a, () -> a.notStated = List.of("a b"))),
                line(
                        "a type that may be left open",
                        "invalid-value /mayBeNotStated/1",
                        a -> with(a, () -> a.notStated = List.of("vvb", "type"))),
                line(
                        "a nature that may be left open",
                        "invalid-value /mayBeNotStated/0",
                        a -> with(a, () -> a.notStated = List.of("nature"))),
                line(
                        "a type without nature",
                        "field-missing /projectTypes/0/nature",
                        a -> with(a, () -> a.types = List.of(new ProjectType("x", "X", "s", null, false)))),
                line("a blank source", "invalid-value /sourceRegistry", a -> with(a, () -> a.source = "")));
    }

    private static Asked with(Asked asked, Runnable change) {
        change.run();
        return asked;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void aProgrammeIsRegisteredOrRefusedByName(String what, String expected, UnaryOperator<Asked> change)
            throws Exception {
        NewProgram asked = change.apply(new Asked()).build();
        assertEquals(expected, outcome(() -> ProgramDecision.register(asked)));
    }

    @Test
    void onlyAProgrammeWithASourceStartsWithAnOpenImport() {
        assertEquals(
                ImportState.NONE, ProgramDecision.register(new Asked().build()).importState());
        NewProgram sourced = with(new Asked(), () -> {}).build();
        Asked asked = new Asked();
        asked.source = "verra";
        assertEquals(ImportState.OPEN, ProgramDecision.register(asked.build()).importState());
        assertEquals(null, sourced.sourceRegistry());
    }

    @Test
    void closingTheImportTakesTwoRegistrarsAndIsForEver() throws Exception {
        Program open = Examples.importing();
        assertEquals("closing-not-proposed", outcome(() -> ProgramDecision.approveClosing(open, "ruth", NOW)));
        Program proposed = ProgramDecision.proposeClosing(open, "rosa", DEADLINE);
        assertEquals("four-eyes", outcome(() -> ProgramDecision.approveClosing(proposed, "rosa", NOW)));
        Program closed = ProgramDecision.approveClosing(proposed, "ruth", NOW);
        assertEquals(ImportState.CLOSED, closed.importState());
        assertEquals(open.number() + 2, closed.number());
        assertEquals("import-not-open", outcome(() -> ProgramDecision.proposeClosing(closed, "rosa", DEADLINE)));
        assertEquals("import-not-open", outcome(() -> ProgramDecision.approveClosing(closed, "ruth", NOW)));
        assertEquals(
                "import-not-open", outcome(() -> ProgramDecision.proposeClosing(Examples.program(), "rosa", DEADLINE)));
    }

    @Test
    void aProposalToCloseExpires() throws Exception {
        Program proposed = ProgramDecision.proposeClosing(Examples.importing(), "rosa", DEADLINE);
        assertEquals(
                "accepted", outcome(() -> ProgramDecision.approveClosing(proposed, "ruth", DEADLINE.minusNanos(1))));
        assertEquals("closing-expired", outcome(() -> ProgramDecision.approveClosing(proposed, "ruth", DEADLINE)));
        Program again = ProgramDecision.proposeClosing(proposed, "ruth", DEADLINE.plusSeconds(1));
        assertEquals("accepted", outcome(() -> ProgramDecision.approveClosing(again, "rosa", DEADLINE)));
    }

    @Test
    void whatMayBeNotStatedEndsWithTheImport() throws Exception {
        assertEquals("accepted", outcome(() -> new OpenFacts(Examples.importing("vvb"), List.of("vvb"))));
        assertEquals(
                "not-stated-not-allowed /notStated",
                outcome(() -> new OpenFacts(Examples.importing("methodology"), List.of("vvb"))));
        assertEquals(
                "not-stated-not-allowed /notStated", outcome(() -> new OpenFacts(Examples.closed(), List.of("vvb"))));
        assertEquals("import-not-open /derived", outcome(() -> OpenFacts.derived(Examples.closed(), List.of("date"))));
        assertEquals(List.of("date"), OpenFacts.derived(Examples.importing(), List.of("date")));
    }
}
