package org.carbonregistry.account.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a decision about a limit takes effect. */
class AccountLimitTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DELAY = Duration.ofDays(4);

    @ParameterizedTest(name = "{0} → {1}: now {2}, later {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 100, 100, 100",
                "100, 50, 50, 50",
                "100, 0, 0, 0",
                "100, 100, 100, 100",
                "100, 101, 100, 101",
                "0, 1, 0, 1",
                "100, none, 100, none",
                "none, none, none, none",
            })
    void whatTightensHoldsAtOnceAndWhatLoosensAfterTheDelay(Long before, Long wanted, Long atOnce, Long later) {
        AccountLimit decided = decide(decide(null, before, NOW), wanted, NOW);
        assertEquals(atOnce, decided.inForce(NOW));
        assertEquals(atOnce, decided.inForce(NOW.plus(DELAY).minusNanos(1000)));
        assertEquals(later, decided.inForce(NOW.plus(DELAY)));
    }

    @Test
    void aDecisionDropsWhatTheOneBeforeWouldHaveLoosenedLater() {
        AccountLimit raised = decide(decide(null, 100L, NOW), 500L, NOW);
        AccountLimit lowered = decide(raised, 100L, NOW.plus(Duration.ofDays(1)));
        assertEquals(100, lowered.inForce(NOW.plus(Duration.ofDays(5))));
        AccountLimit less = decide(raised, 300L, NOW.plus(Duration.ofDays(1)));
        assertEquals(100, less.inForce(NOW.plus(Duration.ofDays(4))), "it is looser than what is in force");
        assertEquals(300, less.inForce(NOW.plus(Duration.ofDays(5))));
    }

    @Test
    void onceLooserItIsLooser() {
        AccountLimit raised = decide(decide(null, 100L, NOW), 500L, NOW);
        AccountLimit lowered = decide(raised, 300L, NOW.plus(DELAY));
        assertEquals(300, lowered.inForce(NOW.plus(DELAY)));
    }

    @Test
    void aLimitThatLoosensAtOnceOrIsNegativeCannotBe() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AccountLimit(1, 1, LimitKind.DAY, LimitSetter.HOLDER, 5L, null, "r", "a", NOW, NOW));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AccountLimit(1, 1, LimitKind.DAY, LimitSetter.HOLDER, null, -1L, "r", "a", NOW, NOW));
    }

    private static AccountLimit decide(AccountLimit last, Long units, Instant now) {
        long number = last == null ? 1 : last.number() + 1;
        return AccountLimit.decide(
                last, 1001, number, LimitKind.DAY, LimitSetter.HOLDER, units, "policy", "anna", now, DELAY);
    }
}
