package org.carbonregistry.account.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.carbonregistry.account.history.JournalReplay.Held;
import org.carbonregistry.events.serial.UnitRange;

/** The replay against a model that wrote down the owner of every single unit after each movement. */
class JournalReplayPropertyTest {

    private static final int UNITS = 50;
    private static final int ACCOUNTS = 4;

    private record Move(UnitRange units, Long from, long to) {}

    private final List<Move> journal = new ArrayList<>();
    private final List<long[]> recorded = new ArrayList<>();

    @Property
    void everyPastIsTheOneThatWasRecordedLive(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 9_999_999) Integer> steps,
            @ForAll @IntRange(min = 1, max = UNITS) int one,
            @ForAll @IntRange(min = 1, max = UNITS) int other) {
        // Given
        live(steps);
        UnitRange all = new UnitRange(1, UNITS);
        UnitRange window = new UnitRange(Math.min(one, other), Math.max(one, other));

        // When
        JournalReplay forward = new JournalReplay(all);
        JournalReplay part = new JournalReplay(window);
        for (int number = 1; number <= journal.size(); number++) {
            Move move = journal.get(number - 1);
            forward.apply(move.units(), move.from(), move.to());
            part.apply(move.units(), move.from(), move.to());

            // Then
            assertArrayEquals(recorded.get(number), owners(forward, all));
            assertArrayEquals(cut(recorded.get(number), window), owners(part, window));
        }
        for (int number = journal.size(); number > 0; number--) {
            assertArrayEquals(recorded.get(number), owners(forward, all));
            Move move = journal.get(number - 1);
            forward.undo(move.units(), move.from(), move.to());
        }
        assertEquals(List.of(), forward.holders());
    }

    @Property
    void whatOneAccountHeldFollowsFromItsOwnMovementsAlone(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 9_999_999) Integer> steps,
            @ForAll @IntRange(min = 1, max = ACCOUNTS) int account) {
        live(steps);
        HeldRanges held = new HeldRanges();
        for (int unit = 1; unit <= UNITS; unit++) {
            if (recorded.get(journal.size())[unit] == account) {
                held.add(new UnitRange(unit, unit));
            }
        }
        for (int number = journal.size(); number > 0; number--) {
            assertEquals(ranges(recorded.get(number), account), held.ranges());
            Move move = journal.get(number - 1);
            if (move.to() == account) {
                held.remove(move.units());
            } else if (move.from() != null && move.from() == account) {
                held.add(move.units());
            }
        }
        assertEquals(0, held.quantity());
    }

    @Example
    void aJournalThatDoesNotFitIsNotPaperedOver() {
        JournalReplay replay = new JournalReplay(new UnitRange(1, 10));
        replay.apply(new UnitRange(1, 10), null, 1);
        assertThrows(IllegalStateException.class, () -> replay.apply(new UnitRange(3, 4), 2L, 3));
        assertThrows(IllegalStateException.class, () -> replay.apply(new UnitRange(3, 4), null, 1));
        HeldRanges held = new HeldRanges();
        held.add(new UnitRange(3, 5));
        assertThrows(IllegalStateException.class, () -> held.add(new UnitRange(5, 6)));
        assertThrows(IllegalStateException.class, () -> held.add(new UnitRange(1, 9)));
        assertThrows(IllegalStateException.class, () -> held.remove(new UnitRange(5, 6)));
    }

    private void live(List<Integer> steps) {
        journal.clear();
        recorded.clear();
        recorded.add(new long[UNITS + 1]);
        record(new Move(new UnitRange(1, UNITS), null, 1));
        for (int step : steps) {
            long[] now = recorded.get(recorded.size() - 1);
            int first = 1 + step % UNITS;
            int last = first;
            while (last < UNITS && now[last + 1] == now[first] && last - first < step / UNITS % 20) {
                last++;
            }
            long to = 1 + (now[first] + step / 1000 % (ACCOUNTS - 1)) % ACCOUNTS;
            record(new Move(new UnitRange(first, last), now[first], to));
        }
    }

    private void record(Move move) {
        journal.add(move);
        long[] next = recorded.get(recorded.size() - 1).clone();
        for (long unit = move.units().first(); unit <= move.units().last(); unit++) {
            next[(int) unit] = move.to();
        }
        recorded.add(next);
    }

    private static long[] cut(long[] owners, UnitRange window) {
        long[] cut = new long[UNITS + 1];
        for (int unit = 1; unit <= UNITS; unit++) {
            cut[unit] = window.contains(unit) ? owners[unit] : 0;
        }
        return cut;
    }

    private static long[] owners(JournalReplay replay, UnitRange window) {
        long[] owners = new long[UNITS + 1];
        long next = window.first();
        for (Held held : replay.holders()) {
            assertEquals(next, held.units().first());
            next = held.units().last() + 1;
            for (long unit = held.units().first(); unit <= held.units().last(); unit++) {
                owners[(int) unit] = held.account();
            }
        }
        return owners;
    }

    private static List<UnitRange> ranges(long[] owners, long account) {
        List<UnitRange> ranges = new ArrayList<>();
        for (int unit = 1; unit <= UNITS; unit++) {
            if (owners[unit] == account) {
                int first = unit;
                while (unit < UNITS && owners[unit + 1] == account) {
                    unit++;
                }
                ranges.add(new UnitRange(first, unit));
            }
        }
        return ranges;
    }
}
