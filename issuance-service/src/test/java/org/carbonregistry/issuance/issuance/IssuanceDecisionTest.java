package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.Examples.DEVELOPER;
import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.REGISTRAR;
import static org.carbonregistry.issuance.Examples.STRANGER;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.closed;
import static org.carbonregistry.issuance.Examples.importing;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.program;
import static org.carbonregistry.issuance.Examples.project;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.account.Account;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedSource;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedVintage;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.verification.OpenVintage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 3, 5, 7, 8 and 22. */
class IssuanceDecisionTest {

    /** A request for what was verified of 2022 and 2023, and everything around it; every part can be another one. */
    private static final class Asked {
        private Program program = program();
        private Project project = project(ProjectState.REGISTERED);
        private List<OpenVintage> verified = List.of(open(1, 2022, 100, 0), open(2, 2023, 200, 50));
        private Account account = new Account("A1001", "green-valley", "developer", "open");
        private Actor actor = DEVELOPER;
        private List<AskedVintage> vintages = List.of(vintage(2022, 100));
        private Boolean declared = true;
        private LocalDate effective;

        private List<RequestedVintage> decide() {
            return IssuanceDecision.request(
                    program,
                    project,
                    verified,
                    account,
                    new NewIssuance(UUID.randomUUID(), "A1001", vintages, declared, effective, "x"),
                    actor,
                    TODAY);
        }
    }

    private static OpenVintage open(int position, int year, long quantity, long taken) {
        return new OpenVintage(position, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), quantity, taken);
    }

    private static AskedVintage vintage(int year, long quantity) {
        return vintage(year + "-01-01", year + "-12-31", quantity);
    }

    private static AskedVintage vintage(String start, String end, long quantity, AskedSource... sources) {
        return new AskedVintage(LocalDate.parse(start), LocalDate.parse(end), quantity, null, List.of(sources));
    }

    private static AskedSource source(long first, long last, long sourceFirst, boolean contested) {
        return new AskedSource(
                first, last, "verra", "19385", sourceFirst, sourceFirst + last - first, "S" + sourceFirst, contested);
    }

    private static AskedVintage sourced(AskedSource... sources) {
        return vintage("2022-01-01", "2022-12-31", 100, sources);
    }

    private static Arguments line(String what, String expected, Consumer<Asked> change) {
        return Arguments.of(what, expected, change);
    }

    private static void bringIn(Asked a, AskedSource... sources) {
        a.program = importing();
        a.actor = REGISTRAR;
        a.vintages = List.of(sourced(sources));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                line("as it is", "accepted", a -> {}),
                line("by another organisation", "not-your-project /verification", a -> a.actor = STRANGER),
                line("by a registrar", "not-your-project /verification", a -> a.actor = REGISTRAR),
                line("by a registrar in an import", "accepted", a -> bringIn(a)),
                line("not declared", "not-declared /notIssuedElsewhere", a -> a.declared = null),
                line("declared to be issued elsewhere", "not-declared /notIssuedElsewhere", a -> a.declared = false),
                line(
                        "a project that is not registered",
                        "project-not-registered",
                        a -> a.project = project(ProjectState.VALIDATED)),
                line("an unknown account", "unknown-account /account", a -> a.account = null),
                line(
                        "another's account",
                        "account-cannot-receive /account",
                        a -> a.account = new Account("A1001", "blue-mangrove", "holding", "open")),
                line(
                        "the buffer's account",
                        "account-cannot-receive /account",
                        a -> a.account = new Account("A1001", null, "buffer", "open")),
                line("the buffer's account in an import", "account-cannot-receive /account", a -> {
                    bringIn(a);
                    a.account = new Account("A1001", null, "buffer", "open");
                }),
                line(
                        "a suspended account",
                        "account-not-open /account",
                        a -> a.account = new Account("A1001", "green-valley", "developer", "suspended")),
                line("an original date", "import-not-open /effectiveDate", a -> a.effective = TODAY),
                line("an original date to come", "in-the-future /effectiveDate", a -> {
                    bringIn(a);
                    a.effective = TODAY.plusDays(1);
                }),
                line("nothing is left", "more-than-verified /verification", a -> {
                    a.vintages = null;
                    a.verified = List.of(open(1, 2022, 100, 100));
                }),
                line(
                        "a unit within a longer range",
                        "source-units-taken /vintages",
                        a -> bringIn(
                                a, source(1, 50, 500, false), source(51, 52, 510, false), source(53, 54, 530, false))),
                line("no vintages", "field-missing /vintages", a -> a.vintages = List.of()),
                line(
                        "a vintage of another year",
                        "outside-verified-period /vintages/0",
                        a -> a.vintages = List.of(vintage(2021, 5))),
                line("a vintage that reaches out", "outside-verified-period /vintages/0", a -> {
                    a.verified =
                            List.of(new OpenVintage(1, LocalDate.of(2022, 2, 1), LocalDate.of(2022, 11, 30), 100, 0));
                }),
                line("too old", "vintage-too-old /vintages/0/end", a -> a.vintages = List.of(vintage(2009, 5))),
                line(
                        "over a year's end",
                        "vintage-crosses-year /vintages/0/start",
                        a -> a.vintages = List.of(vintage("2022-12-01", "2023-01-31", 5))),
                line("in the future", "in-the-future /vintages/0/end", a -> a.vintages = List.of(vintage(2025, 5))),
                line(
                        "backwards",
                        "ends-before-start /vintages/0/end",
                        a -> a.vintages = List.of(vintage("2022-12-02", "2022-12-01", 5))),
                line("nothing", "invalid-value /vintages/0/quantity", a -> a.vintages = List.of(vintage(2022, 0))),
                line(
                        "more than verified",
                        "more-than-verified /vintages/0/quantity",
                        a -> a.vintages = List.of(vintage(2022, 101))),
                line("all that is left", "accepted", a -> a.vintages = List.of(vintage(2023, 150))),
                line(
                        "more than is left",
                        "more-than-verified /vintages/0/quantity",
                        a -> a.vintages = List.of(vintage(2023, 151))),
                line(
                        "parts of a verified vintage",
                        "accepted",
                        a -> a.vintages = List.of(
                                vintage("2022-01-01", "2022-06-30", 60), vintage("2022-07-01", "2022-12-31", 40))),
                line(
                        "parts that are too much",
                        "more-than-verified /vintages/1/quantity",
                        a -> a.vintages = List.of(
                                vintage("2022-01-01", "2022-06-30", 60), vintage("2022-07-01", "2022-12-31", 41))),
                line(
                        "parts that overlap",
                        "vintages-overlap /vintages",
                        a -> a.vintages = List.of(
                                vintage("2022-01-01", "2022-06-30", 10), vintage("2022-06-30", "2022-12-31", 10))),
                line(
                        "sources without import",
                        "import-not-open /vintages/0/sourceRanges",
                        a -> a.vintages = List.of(sourced(source(1, 100, 500, false)))),
                line("sources", "accepted", a -> bringIn(a, source(41, 100, 1000, false), source(1, 40, 500, false))),
                line("sources for a part", "accepted", a -> bringIn(a, source(91, 100, 1000, false))),
                line(
                        "beyond the block",
                        "source-range-does-not-fit /vintages/0/sourceRanges/0",
                        a -> bringIn(a, source(1, 101, 500, false))),
                line(
                        "before the block",
                        "source-range-does-not-fit /vintages/0/sourceRanges/0",
                        a -> bringIn(a, source(0, 9, 500, false))),
                line(
                        "a unit from two places",
                        "source-range-does-not-fit /vintages/0/sourceRanges",
                        a -> bringIn(a, source(1, 50, 500, false), source(50, 100, 900, false))),
                line(
                        "of another length",
                        "source-range-does-not-fit /vintages/0/sourceRanges/0",
                        a -> bringIn(a, new AskedSource(1L, 10L, "verra", "1", 1L, 11L, "S", false))),
                line(
                        "of another registry",
                        "source-range-does-not-fit /vintages/0/sourceRanges/0/registry",
                        a -> bringIn(a, new AskedSource(1L, 10L, "puro", "1", 1L, 10L, "S", false))),
                line(
                        "the same source unit twice",
                        "source-units-taken /vintages",
                        a -> bringIn(a, source(1, 50, 500, false), source(51, 100, 549, false))),
                line(
                        "twice, and both say so",
                        "accepted",
                        a -> bringIn(a, source(1, 50, 500, true), source(51, 100, 549, true))),
                line(
                        "twice, and one says so",
                        "source-units-taken /vintages",
                        a -> bringIn(a, source(1, 50, 500, true), source(51, 100, 549, false))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void aRequestIsAcceptedOrRefusedByName(String what, String expected, Consumer<Asked> change) throws Exception {
        Asked asked = new Asked();
        change.accept(asked);
        assertEquals(expected, outcome(asked::decide));
    }

    @Test
    void withoutVintagesEverythingThatIsLeftIsAskedFor() {
        Asked asked = new Asked();
        asked.vintages = null;
        List<RequestedVintage> vintages = asked.decide();
        assertEquals(
                List.of(100L, 150L),
                vintages.stream().map(RequestedVintage::quantity).toList());
    }

    @Test
    void aVintageMayHaveAnOriginalDateOfItsOwn() {
        Asked asked = new Asked();
        bringIn(asked);
        LocalDate own = LocalDate.of(2023, 2, 3);
        asked.effective = LocalDate.of(2024, 5, 6);
        asked.vintages = List.of(
                new AskedVintage(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31), 10L, own, null),
                vintage(2023, 10));
        assertEquals(
                List.of(own, asked.effective),
                asked.decide().stream().map(RequestedVintage::effectiveDate).toList());
    }

    @Test
    void whoAsksCannotApprove() throws Exception {
        Account account = new Account("A1001", "green-valley", "developer", "open");
        Project project = project(ProjectState.REGISTERED);
        Issuance issuance = issuance(IssuanceState.REQUESTED);
        Actor dora = new Actor("dora", "registry", true);
        assertEquals("four-eyes", approve(program(), project, account, issuance, List.of(), dora));
        assertEquals("accepted", approve(program(), project, account, issuance, List.of(), REGISTRAR));
    }

    @Test
    void whatChangedSinceTheRequestIsSeenAtTheApproval() throws Exception {
        Account account = new Account("A1001", "green-valley", "developer", "open");
        Account suspended = new Account("A1001", "green-valley", "developer", "suspended");
        Project project = project(ProjectState.REGISTERED);
        Issuance issuance = issuance(IssuanceState.REQUESTED);
        List<RequestedVintage> dated = List.of(new RequestedVintage(
                1, 1, LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31), 10, LocalDate.of(2023, 1, 1), List.of()));
        assertEquals(
                "project-not-registered",
                approve(program(), project(ProjectState.SUSPENDED), account, issuance, List.of(), REGISTRAR));
        assertEquals(
                "account-not-open /account", approve(program(), project, suspended, issuance, List.of(), REGISTRAR));
        assertEquals("import-not-open", approve(closed(), project, account, issuance, dated, REGISTRAR));
        assertEquals("accepted", approve(importing(), project, account, issuance, dated, REGISTRAR));
        assertEquals(
                "illegal-move",
                approve(program(), project, account, issuance(IssuanceState.REJECTED), List.of(), REGISTRAR));
    }

    @Test
    void onlyTheRequestersOrganisationWithdraws() throws Exception {
        assertEquals("accepted", withdraw(DEVELOPER));
        assertEquals("accepted", withdraw(new Actor("dirk", "green-valley", false)));
        assertEquals("not-your-issuance", withdraw(STRANGER));
        assertEquals("not-your-issuance", withdraw(REGISTRAR));
    }

    private static String approve(
            Program program,
            Project project,
            Account account,
            Issuance issuance,
            List<RequestedVintage> vintages,
            Actor actor)
            throws Exception {
        return outcome(() -> {
            IssuanceDecision.approve(program, project, account, issuance, vintages, actor);
            return null;
        });
    }

    private static String withdraw(Actor actor) throws Exception {
        return outcome(() -> {
            IssuanceDecision.withdraw(issuance(IssuanceState.REQUESTED), actor);
            return null;
        });
    }

    private static Issuance issuance(IssuanceState state) {
        return new Issuance(
                UUID.randomUUID(),
                "green-valley",
                "x",
                "CCR",
                "CCR-1042",
                UUID.randomUUID(),
                "A1001",
                null,
                state,
                "dora",
                NOW,
                NOW.plus(Duration.ofDays(30)),
                null,
                null,
                null,
                null);
    }
}
