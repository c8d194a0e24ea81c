package org.carbonregistry.issuance.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuanceStateTest {

    private static final Map<IssuanceState, Map<IssuanceMove, IssuanceState>> LEGAL = Map.of(
            IssuanceState.REQUESTED,
            Map.of(
                    IssuanceMove.APPROVE, IssuanceState.APPROVED,
                    IssuanceMove.REJECT, IssuanceState.REJECTED,
                    IssuanceMove.WITHDRAW, IssuanceState.WITHDRAWN,
                    IssuanceMove.EXPIRE, IssuanceState.EXPIRED),
            IssuanceState.APPROVED,
            Map.of(IssuanceMove.OPEN, IssuanceState.ISSUED));

    @Test
    void everyStateOffersExactlyItsMoves() {
        for (IssuanceState state : IssuanceState.values()) {
            assertEquals(LEGAL.getOrDefault(state, Map.of()), state.moves(), state.word());
        }
    }

    static Stream<Arguments> illegalMoves() {
        return Arrays.stream(IssuanceState.values()).flatMap(state -> Arrays.stream(IssuanceMove.values())
                .filter(move -> !LEGAL.getOrDefault(state, Map.of()).containsKey(move))
                .map(move -> Arguments.of(state, move)));
    }

    @ParameterizedTest
    @MethodSource("illegalMoves")
    void anyOtherMoveIsRefused(IssuanceState state, IssuanceMove move) {
        Refused refused = assertThrows(Refused.class, () -> state.after(move));
        assertEquals(
                state == IssuanceState.EXPIRED ? IssuanceRefusal.ISSUANCE_EXPIRED : IssuanceRefusal.ILLEGAL_MOVE,
                refused.reason());
    }
}
