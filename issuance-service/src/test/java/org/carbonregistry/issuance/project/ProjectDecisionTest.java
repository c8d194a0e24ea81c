package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.Examples.DEVELOPER;
import static org.carbonregistry.issuance.Examples.REGISTRAR;
import static org.carbonregistry.issuance.Examples.STRANGER;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.importing;
import static org.carbonregistry.issuance.Examples.methodology;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.program;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.carbonregistry.events.message.ProjectRegistered.Document;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.methodology.Methodology;
import org.carbonregistry.issuance.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectDecisionTest {

    private static final String[] EVERYTHING = {"methodology", "creditingPeriod", "proponent", "document", "location"};

    /** A project that is asked for, and everything around it; every part can be another one. */
    private static final class Asked {
        private Program program = program();
        private Methodology known = methodology();
        private Actor actor = DEVELOPER;
        private String code;
        private String country = "KE";
        private String type = "solar";
        private String proponent;
        private String methodology = "CCR-M";
        private String version = "2.0";
        private Degrees latitude;
        private LocalDate start;
        private LocalDate end;
        private Long estimate;
        private List<Integer> sdgs;
        private List<Document> documents;
        private List<String> notStated;
        private List<String> derived;
        private ProjectState status;
        private LocalDate effective;
        private String another;

        private Project decide() {
            NewProject asked = new NewProject(
                    "CCR",
                    code,
                    "Sun over Kitui",
                    country,
                    type,
                    proponent,
                    null,
                    methodology,
                    version,
                    null,
                    latitude,
                    null,
                    start,
                    end,
                    estimate,
                    sdgs,
                    documents,
                    notStated,
                    derived,
                    status,
                    effective,
                    another,
                    null,
                    null,
                    null);
            return ProjectDecision.register(program, known, asked, actor, TODAY);
        }
    }

    private static Arguments line(String what, String expected, Consumer<Asked> change) {
        return Arguments.of(what, expected, change);
    }

    private static void bringIn(Asked a) {
        a.program = importing(EVERYTHING);
        a.actor = REGISTRAR;
        a.status = ProjectState.REGISTERED;
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                line("a draft", "accepted", a -> {}),
                line("a dash in the code", "invalid-value /code", a -> a.code = "10-42"),
                line("a country of three letters", "invalid-value /country", a -> a.country = "KEN"),
                line("a country outside", "country-not-in-scope /country", a -> a.country = "IN"),
                line("no type", "field-missing /type", a -> a.type = null),
                line("a type the programme has not", "type-not-allowed /type", a -> a.type = "tidal"),
                line("a type the methodology has not", "type-not-allowed /type", a -> a.type = "forest"),
                line("an unknown methodology", "unknown-methodology /methodology", a -> a.known = null),
                line(
                        "of another programme",
                        "unknown-methodology /methodology",
                        a -> a.known = new Methodology("CCR-M", 1, "OTHER", "M", List.of("solar"), List.of())),
                line("an unknown version", "unknown-methodology /methodologyVersion", a -> a.version = "9"),
                line("a version of nothing", "field-missing /methodology", a -> a.methodology = null),
                line("another's project", "not-your-project /proponent", a -> a.proponent = "blue-mangrove"),
                line("nobody's project", "field-missing /proponent", a -> a.actor = new Actor("dora", null, false)),
                line("ends before it starts", "ends-before-start /creditingEnd", a -> {
                    a.start = LocalDate.of(2020, 1, 1);
                    a.end = LocalDate.of(2019, 12, 31);
                }),
                line("half a period", "field-missing /creditingEnd", a -> a.start = LocalDate.of(2020, 1, 1)),
                line("a year of six digits", "invalid-value /creditingStart", a -> {
                    a.start = LocalDate.of(-99_999, 1, 1);
                    a.end = TODAY;
                }),
                line("north of the pole", "invalid-value /latitude", a -> a.latitude = new Degrees("90.1")),
                line("said of a draft", "invalid-value /anotherActivity", a -> a.another = "why"),
                line("a negative estimate", "invalid-value /estimatedAnnualUnits", a -> a.estimate = -1L),
                line("goal 18", "invalid-value /sdgs", a -> a.sdgs = List.of(18)),
                line(
                        "a document without digest",
                        "field-missing /documents/0/sha256",
                        a -> a.documents = List.of(new Document("PDD", null))),
                line("validated at once", "illegal-move /status", a -> a.status = ProjectState.VALIDATED),
                line("registered at once", "import-not-open /status", a -> a.status = ProjectState.REGISTERED),
                line("an original date", "import-not-open /effectiveDate", a -> a.effective = TODAY),
                line("not stated", "not-stated-not-allowed /notStated", a -> a.notStated = List.of("location")),
                line("derived", "import-not-open /derived", a -> a.derived = List.of("country")),
                line("brought in", "accepted", ProjectDecisionTest::bringIn),
                line("brought in by a developer", "import-not-open /status", a -> {
                    bringIn(a);
                    a.actor = DEVELOPER;
                }),
                line("brought in after the closing", "import-not-open /status", a -> {
                    bringIn(a);
                    a.program = Examples.closed();
                }),
                line("brought in tomorrow", "in-the-future /effectiveDate", a -> {
                    bringIn(a);
                    a.effective = TODAY.plusDays(1);
                }),
                line("left out what is needed", "not-stated-not-allowed /creditingStart", a -> {
                    bringIn(a);
                    a.program = importing("methodology", "proponent", "document", "location");
                }),
                line("stated and not stated", "stated-and-not-stated /notStated", a -> {
                    bringIn(a);
                    a.notStated = List.of("methodology");
                }),
                line("a fact the programme needs", "not-stated-not-allowed /notStated", a -> {
                    bringIn(a);
                    a.notStated = List.of("country");
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void aProjectIsAcceptedOrRefusedByName(String what, String expected, Consumer<Asked> change) throws Exception {
        Asked asked = new Asked();
        change.accept(asked);
        assertEquals(expected, outcome(asked::decide));
    }

    @Test
    void whatTheSourceDoesNotSayIsRecordedAsNotStated() {
        Asked asked = new Asked();
        bringIn(asked);
        asked.methodology = null;
        asked.version = null;
        asked.derived = List.of("type");
        Project project = asked.decide();
        assertEquals(
                List.of("methodology", "creditingPeriod", "proponent", "document", "location"), project.notStated());
        assertEquals(List.of("type"), project.derived());
        assertEquals(null, project.methodology());
    }

    @Test
    void aDraftSaysNothingOfWhatIsStillToCome() {
        assertEquals(List.of(), new Asked().decide().notStated());
    }

    @Test
    void theProponentListsAndWithdrawsAndARegistrarDoesTheRest() throws Exception {
        Project project = Examples.project(ProjectState.REGISTERED);
        for (ProjectMove move : ProjectMove.values()) {
            boolean proponents = move == ProjectMove.LIST || move == ProjectMove.WITHDRAW;
            assertEquals("accepted", mover(project, move, REGISTRAR));
            assertEquals(proponents ? "accepted" : "not-your-project", mover(project, move, DEVELOPER));
            assertEquals("not-your-project", mover(project, move, STRANGER));
        }
    }

    private static String mover(Project project, ProjectMove move, Actor actor) throws Exception {
        return outcome(() -> {
            ProjectDecision.requireMover(project, move, actor);
            return null;
        });
    }
}
