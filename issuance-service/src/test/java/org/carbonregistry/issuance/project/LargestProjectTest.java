package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.Examples.REGISTRAR;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonregistry.events.message.ProjectRegistered.Document;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.Examples;
import org.carbonregistry.issuance.Largest;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;
import org.carbonregistry.issuance.program.Program;
import org.junit.jupiter.api.Test;

/** Whatever is asked, the facts of a project stay far below what the broker carries. */
class LargestProjectTest {

    private static final List<String> FACTS = Largest.facts();
    private static final Program PROGRAM =
            Examples.program(ImportState.OPEN, FACTS, BufferRule.NATURE_BASED, 1000, false);

    @Test
    void theLargestProjectIsFarBelowWhatTheBrokerCarries() {
        Project project = register(Bounds.DOCUMENTS, Bounds.GOALS, FACTS, FACTS);
        StateChange first = new StateChange(
                null,
                ProjectState.REGISTERED,
                Largest.text(2 * Bounds.REASON + 100),
                Largest.SHA,
                TODAY,
                "rosa",
                Examples.NOW);
        int bytes = project.coded("1".repeat(20))
                .moved(ProjectState.REGISTERED)
                .registered(PROGRAM.typeOf("solar", null), first)
                .data()
                .length;
        assertTrue(bytes > 250_000 && bytes < Largest.MOST_BYTES, () -> "project: " + bytes + " bytes");
        System.out.printf("largest fact of a project: %,d bytes%n", bytes);
    }

    @Test
    void oneMoreIsRefusedWithTheFieldAtFault() throws Exception {
        List<String> more = Largest.plusOne(FACTS);
        assertEquals("too-many /documents", outcome(() -> register(Bounds.DOCUMENTS + 1, 1, List.of(), List.of())));
        assertEquals("too-many /sdgs", outcome(() -> register(1, Bounds.GOALS + 1, List.of(), List.of())));
        assertEquals("too-many /notStated", outcome(() -> register(1, 1, more, List.of())));
        assertEquals("too-many /derived", outcome(() -> register(1, 1, List.of(), more)));
    }

    @Test
    void aRecordThatIsTooLargeCannotBeBuilt() {
        assertThrows(IllegalArgumentException.class, () -> Bounds.keep(Collections.nCopies(18, 1), Bounds.GOALS));
    }

    private static Project register(int documents, int goals, List<String> notStated, List<String> derived) {
        return ProjectDecision.register(
                PROGRAM,
                Examples.methodology(),
                new NewProject(
                        "CCR",
                        null,
                        Largest.text(Bounds.NAME),
                        "KE",
                        "solar",
                        "p".repeat(40),
                        Largest.text(Bounds.NAME),
                        "CCR-M",
                        "2.0",
                        Largest.text(Bounds.DESCRIPTION),
                        new Degrees("-89.12345678901234567890"),
                        new Degrees("-179.1234567890123456789"),
                        TODAY,
                        TODAY,
                        Long.MAX_VALUE,
                        IntStream.rangeClosed(1, goals)
                                .map(g -> Math.min(g, 17))
                                .boxed()
                                .toList(),
                        IntStream.range(0, documents)
                                .mapToObj(i -> new Document(Largest.text(Bounds.NAME), Largest.SHA))
                                .toList(),
                        notStated,
                        derived,
                        ProjectState.REGISTERED,
                        TODAY,
                        null,
                        null,
                        null,
                        null),
                REGISTRAR,
                TODAY);
    }
}
