package org.carbonregistry.issuance.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectStateTest {

    private static final Map<ProjectState, String> LEGAL = Map.of(
            ProjectState.DRAFT, "LIST>LISTED WITHDRAW>WITHDRAWN",
            ProjectState.LISTED, "REJECT>REJECTED START_VALIDATION>UNDER_VALIDATION WITHDRAW>WITHDRAWN",
            ProjectState.UNDER_VALIDATION, "REJECT>REJECTED VALIDATE>VALIDATED WITHDRAW>WITHDRAWN",
            ProjectState.VALIDATED, "REGISTER>REGISTERED REJECT>REJECTED WITHDRAW>WITHDRAWN",
            ProjectState.REGISTERED, "COMPLETE>COMPLETED DEREGISTER>DE_REGISTERED SUSPEND>SUSPENDED WITHDRAW>WITHDRAWN",
            ProjectState.SUSPENDED, "DEREGISTER>DE_REGISTERED REINSTATE>REGISTERED WITHDRAW>WITHDRAWN");

    @Test
    void everyStateOffersExactlyItsMoves() {
        for (ProjectState state : ProjectState.values()) {
            Set<String> moves = state.moves().entrySet().stream()
                    .map(move -> move.getKey() + ">" + move.getValue())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(LEGAL.getOrDefault(state, ""), String.join(" ", moves), state.word());
        }
    }

    static Stream<Arguments> illegalMoves() {
        return Arrays.stream(ProjectState.values()).flatMap(state -> Arrays.stream(ProjectMove.values())
                .filter(move -> !LEGAL.getOrDefault(state, "").contains(move + ">"))
                .map(move -> Arguments.of(state, move)));
    }

    @ParameterizedTest
    @MethodSource("illegalMoves")
    void anyOtherMoveIsRefused(ProjectState state, ProjectMove move) {
        Refused refused = assertThrows(Refused.class, () -> state.after(move));
        assertEquals(IssuanceRefusal.ILLEGAL_MOVE, refused.reason());
    }

    @Test
    void theWordsOnTheWireAreTheDomains() {
        assertEquals(
                "draft listed under-validation validated registered suspended completed withdrawn rejected de-registered",
                Arrays.stream(ProjectState.values()).map(ProjectState::word).collect(Collectors.joining(" ")));
        for (ProjectState state : ProjectState.values()) {
            assertEquals(state, ProjectState.named(state.word()));
        }
    }
}
