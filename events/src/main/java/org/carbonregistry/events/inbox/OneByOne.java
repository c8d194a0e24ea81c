package org.carbonregistry.events.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Steps that are taken one after the other. However many there are: a chain of as many operators would overflow the stack. */
public final class OneByOne {

    private OneByOne() {}

    /** Completes when the last step did; fails with the first that fails, and takes none after it. */
    public static <T> Uni<Void> each(Iterable<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .last();
    }
}
