package org.carbonregistry.events.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneByOneTest {

    private final List<Integer> taken = new ArrayList<>();

    @Test
    void aHundredThousandStepsAreTakenInOrder() {
        List<Integer> all = IntStream.range(0, 100_000).boxed().toList();
        OneByOne.each(all, this::step).await().atMost(Duration.ofSeconds(60));
        assertEquals(all, taken);
    }

    @Test
    void noneIsTakenAfterOneThatFailed() {
        Uni<Void> steps = OneByOne.each(
                List.of(1, 2, 3),
                i -> i == 2 ? Uni.createFrom().failure(new IllegalStateException("the second")) : step(i));
        assertThrows(IllegalStateException.class, () -> steps.await().atMost(Duration.ofSeconds(60)));
        assertEquals(List.of(1), taken);
    }

    @Test
    void noStepsAreDone() {
        OneByOne.each(List.<Integer>of(), this::step).await().atMost(Duration.ofSeconds(60));
        assertEquals(List.of(), taken);
    }

    private Uni<Void> step(int i) {
        return Uni.createFrom().voidItem().invoke(() -> taken.add(i));
    }
}
