package org.carbonregistry.publicapi.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

class UnitLivesPropertyTest {

    private static final int BLOCK = 60;
    private static final Instant TIME = Instant.parse("2026-02-01T09:00:00Z");

    /** Every unit alone has the life that the stretch around it says. */
    @Property(tries = 300)
    void stretchesPartitionTheUnitsAndTellOfEachWhatItsEventsSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = BLOCK) int a,
            @ForAll @IntRange(min = 1, max = BLOCK) int b) {
        UnitRange asked = new UnitRange(Math.min(a, b), Math.max(a, b));
        long bufferFirst = 50;
        List<UnitEvent> events = events(new Random(seed), (int) bufferFirst - 1);
        SerialRange range = new SerialRange("CCR", "KE", "1", 2023, 1, asked);
        List<UnitEvent> touching =
                events.stream().filter(e -> e.units().overlaps(asked)).toList();

        List<Stretch> stretches = UnitLives.of(range, bufferFirst, touching);

        long next = asked.first();
        Stretch before = null;
        for (Stretch s : stretches) {
            assertEquals(next, s.first());
            next = s.last() + 1;
            for (long unit = s.first(); unit <= s.last(); unit++) {
                assertUnit(unit, s, events, bufferFirst);
            }
            if (before != null) {
                assertNotEquals(
                        List.of(before.state(), before.moves(), String.valueOf(before.retired())),
                        List.of(s.state(), s.moves(), String.valueOf(s.retired())));
            }
            before = s;
        }
        assertEquals(asked.last() + 1, next);
    }

    private static void assertUnit(long unit, Stretch s, List<UnitEvent> events, long bufferFirst) {
        List<Long> moves = events.stream()
                .filter(e -> e.kind().equals("moved") && e.units().contains(unit))
                .map(UnitEvent::number)
                .toList();
        assertEquals(moves, s.moves().stream().map(Stretch.Move::number).toList());
        List<UnitEvent> retired = events.stream()
                .filter(e -> e.kind().equals("retired") && e.units().contains(unit))
                .toList();
        String state = retired.isEmpty()
                ? unit >= bufferFirst ? "buffer" : "active"
                : retired.get(0).certificate() == null ? "retired-certificate-pending" : "retired";
        assertEquals(state, s.state());
    }

    private static List<UnitEvent> events(Random random, int last) {
        List<UnitEvent> events = new ArrayList<>();
        int free = 1;
        for (long number = 2; number < 10; number++) {
            int from = free + random.nextInt(Math.max(1, last - free + 1));
            int to = from + random.nextInt(Math.max(1, last - from + 1));
            boolean retire = random.nextInt(3) == 0;
            if (from > last || to > last) {
                break;
            }
            events.add(new UnitEvent(
                    number,
                    retire ? "retired" : "moved",
                    new UnitRange(from, to),
                    new UUID(0, number),
                    retire ? new UUID(1, number) : null,
                    LocalDate.parse("2026-02-01"),
                    TIME,
                    retire && random.nextBoolean()
                            ? new UnitEvent.Certificate("CCR-R-" + number, "organisation", "Acme", "DE", "voluntary")
                            : null));
            if (retire) {
                free = to + 1;
            }
        }
        return events;
    }
}
